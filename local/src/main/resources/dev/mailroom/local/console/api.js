// The page's requests to the pipeline. GET reads; POST with a JSON body changes something.

export async function get(path) {
  return answer(await fetch(`api/${path}`, { headers: { Accept: 'application/json' } }));
}

export async function post(path, body) {
  return answer(
    await fetch(`api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.message ?? `the pipeline answered ${response.status}`);
  return body;
}

/**
 * Tells what happens as it happens. The browser connects again by itself; after that everything is asked for anew,
 * since the pipeline may be another one. A page that nobody sees is not connected, because a browser has only six
 * connections to a host, for all of its tabs.
 */
export function listen({ changed, connected, lost }) {
  let source = null;
  function connect() {
    source?.close();
    if (document.hidden) return;
    source = new EventSource('api/stream');
    source.addEventListener('open', connected);
    source.addEventListener('error', lost);
    source.addEventListener('changed', (message) => changed(JSON.parse(message.data)));
  }
  document.addEventListener('visibilitychange', connect);
  connect();
}
