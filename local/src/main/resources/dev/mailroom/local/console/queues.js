import { get, post } from './api.js';
import { h, replace, took } from './dom.js';

const SHOWN = 50;

/** The messages that wait, and those in dead-letter queues, to look at and redrive. */
export function queuesPage() {
  const table = h('div', { class: 'scroll' });
  const answer = h('p', { class: 'answer', role: 'status' });
  const letters = h('div', {});
  const unfolded = new Set();
  let open = null;
  let target = null;

  async function look() {
    const { queues } = await get('queues');
    replace(table, h('table', {},
      h('thead', {}, h('tr', {}, ['Queue', 'Waiting', 'In flight', 'Delayed', 'Messages'].map((title, i) => h('th', { class: i > 0 && i < 4 ? 'number' : null, scope: 'col' }, title)))),
      h('tbody', {}, queues.map(row))));
    if (open !== null) await lookInside();
    else replace(letters);
  }

  function row({ name, waiting, inFlight, delayed, deadLettersOf }) {
    const isDead = deadLettersOf.length > 0;
    return h('tr', {},
      h('th', { scope: 'row' }, name, isDead ? h('span', { class: 'quiet' }, ` dead letters of ${deadLettersOf.join(', ')}`) : null),
      h('td', { class: 'number' }, waiting), h('td', { class: 'number' }, inFlight), h('td', { class: 'number' }, delayed),
      h('td', {}, isDead ? h('a', { href: `#/queues/${encodeURIComponent(name)}`, 'aria-current': name === open ? 'true' : null }, 'Look at dead letters') : null));
  }

  async function lookInside() {
    const wanted = open;
    const found = await get(`queues/${encodeURIComponent(wanted)}/messages`);
    if (wanted !== open) return;
    target = found.target;
    replace(letters, h('section', { class: 'panel' },
      h('div', { class: 'bar' }, h('h2', {}, `Dead letters in ${open}`), h('span', { class: 'quiet' }, found.messages.length === 1 ? '1 message' : `${found.messages.length} messages`),
        found.messages.length ? button('Redrive all', {}, 'push') : null),
      found.messages.length ? null : h('p', { class: 'empty' }, 'No messages.'),
      found.messages.length && found.obstacle ? h('p', { class: 'quiet' }, found.obstacle) : null,
      found.reasons.map(({ reason, ids }) => ofReason(reason, found.messages.filter((message) => ids.includes(message.id))))));
  }

  function ofReason(reason, messages) {
    const ids = messages.map((message) => message.id);
    return h('section', {},
      h('div', { class: 'bar' }, h('h3', { class: 'outcome bad' }, reason), h('span', { class: 'quiet' }, `${ids.length}`),
        button(`Redrive ${ids.length === 1 ? 'it' : `these ${ids.length}`}`, { ids })),
      messages.slice(0, SHOWN).map(letter),
      messages.length > SHOWN ? h('p', { class: 'quiet' }, `and ${messages.length - SHOWN} more`) : null);
  }

  function letter(message) {
    const details = h('details', { open: unfolded.has(message.id), ontoggle: () => (details.open ? unfolded.add(message.id) : unfolded.delete(message.id)) },
      h('summary', {}, h('span', { class: 'id' }, message.id), h('span', { class: 'quiet' }, ` sent ${took(message.ageMs)} ago, received ${message.receives === 1 ? 'once' : `${message.receives} times`}`)),
      message.layers.map((layer, i) => h('div', { class: 'layer' }, h('h4', {}, i === 0 ? layer.name : `in it: ${layer.name}`), layer.content === null ? null : h('pre', { tabindex: 0 }, layer.content))),
      h('p', {}, button('Redrive this one', { ids: [message.id] }),
        message.eventId ? [' ', h('a', { href: `#/events/${encodeURIComponent(message.eventId)}` }, 'Its story')] : null));
    return details;
  }

  function button(text, what, side) {
    return target === null ? null : h('button', { type: 'button', class: side, onclick: () => redrive(what) }, text);
  }

  async function redrive(what) {
    try {
      const { redriven, target: to } = await post(`queues/${encodeURIComponent(open)}/redrive`, what);
      replace(answer, h('span', { class: 'outcome good' }, `${redriven} sent back to ${to}`));
    } catch (error) {
      replace(answer, h('span', { class: 'outcome bad' }, error.message));
    }
    await look();
  }

  return {
    element: h('div', {}, h('section', {}, h('div', { class: 'bar' }, h('h2', {}, 'Queues')), table), answer, letters),
    async show({ rest }) {
      if (open !== (rest[0] ?? null)) replace(answer);
      open = rest[0] ?? null;
      await look();
    },
    // Keep the rows in place while somebody is about to press a key.
    changed: () => (letters.contains(document.activeElement) ? undefined : look()),
  };
}
