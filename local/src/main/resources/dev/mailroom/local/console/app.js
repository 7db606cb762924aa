import { get, listen } from './api.js';
import { h, replace } from './dom.js';
import { eventsPage } from './events.js';
import { notesPage } from './notes.js';
import { putPage } from './put.js';
import { queuesPage } from './queues.js';
import { tablesPage } from './tables.js';

const PAGES = { events: eventsPage, queues: queuesPage, tables: tablesPage, put: putPage, notes: notesPage };

const main = document.getElementById('main');
let page = null;
let shown = null;

/** #/events/ID?q=… is the page "events" with the rest and the search. */
function place() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/');
  return { name: PAGES[name] ? name : 'events', rest: rest.map(decodeURIComponent), search: new URLSearchParams(search) };
}

async function show() {
  const to = place();
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.getAttribute('href') === `#/${to.name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (shown !== to.name) {
    shown = to.name;
    page = PAGES[to.name]();
    replace(main, page.element);
  }
  await attempt(() => page.show(to));
}

/** A failed request is shown where the user looks, and never ends the page. */
async function attempt(work) {
  const before = main.querySelector('.failure');
  try {
    await work();
    before?.remove();
  } catch (error) {
    const failure = h('p', { class: 'failure outcome bad', role: 'alert' }, error.message);
    if (before) before.replaceWith(failure);
    else main.prepend(failure);
  }
}

async function system() {
  const { name, findings, notes } = await get('system');
  document.getElementById('system').textContent = name;
  document.title = `${name} – Mailroom`;
  const count = findings.length + notes.length;
  document.getElementById('noteCount').textContent = count ? `(${count})` : '';
}

const connection = document.getElementById('connection');

// Many changes at one moment cause one refresh.
let due = false;
function changed() {
  if (due) return;
  due = true;
  setTimeout(() => {
    due = false;
    attempt(() => page?.changed?.());
  }, 250);
}

addEventListener('hashchange', show);
await show();
listen({
  changed,
  connected() {
    connection.textContent = 'running';
    connection.className = '';
    attempt(system);
    changed();
  },
  lost() {
    connection.textContent = 'not running – waiting for it';
    connection.className = 'lost';
  },
});
