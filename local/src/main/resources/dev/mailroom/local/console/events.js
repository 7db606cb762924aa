import { get } from './api.js';
import { clock, h, outcome, replace, took } from './dom.js';
import { drawMap } from './map.js';
import { storyOf } from './story.js';

const OUTCOMES = ['done', 'duplicate', 'skipped', 'filtered', 'waiting', 'running', 'unmatched', 'retry', 'poison', 'dead letter', 'refused', 'lost'];
const SHOWN = 200;

/** The map, the events with the newest first, and the story of one. */
export function eventsPage() {
  const map = h('div', { class: 'map', role: 'region', tabindex: 0, 'aria-label': 'System' });
  const search = h('input', { type: 'search', placeholder: 'id, source or detail-type', 'aria-label': 'Search events', oninput: () => search.form.requestSubmit() });
  const kind = h('select', { 'aria-label': 'Outcome', onchange: () => search.form.requestSubmit() },
    h('option', { value: '' }, 'every outcome'), OUTCOMES.map((word) => h('option', { value: word }, word)));
  const count = h('span', { class: 'quiet', role: 'status' });
  const form = h('form', { class: 'bar', role: 'search', onsubmit(event) {
    event.preventDefault();
    limit = SHOWN;
    list();
  } }, h('h2', {}, 'Events'), search, kind, count);
  const events = h('ol', { class: 'events' });
  const more = h('button', { type: 'button', onclick() {
    limit += SHOWN;
    list();
  } }, 'Show older events');
  const story = h('section', { class: 'story panel', 'aria-live': 'polite', 'aria-label': 'Story of an event' });
  const split = h('div', { class: 'split' }, h('section', { class: 'list' }, events, more), story);
  const rows = new Map();
  let limit = SHOWN;
  let open = null;
  let asked = 0;
  let shown = null;

  async function list() {
    const query = new URLSearchParams({ q: search.value, outcome: kind.value, limit });
    const mine = ++asked;
    const found = await get(`events?${query}`);
    // Answers may overtake one another: only the answer to the last request counts.
    if (mine !== asked) return;
    count.textContent = found.total === 1 ? '1 event' : `${found.total} events`;
    const seen = new Set(found.events.map((event) => event.id));
    for (const id of rows.keys()) if (!seen.has(id)) rows.delete(id);
    replace(events, found.events.length ? found.events.map(row) : h('li', { class: 'empty' },
      search.value || kind.value ? 'No event matches.' : 'No event yet. Put one, or wait for a schedule.'));
    more.hidden = found.total <= found.events.length;
  }

  /** A row whose event has not changed stays the element that it was, with its focus. */
  function row(event) {
    const version = `${event.outcome} ${event.durationMs} ${event.id === open}`;
    const known = rows.get(event.id);
    if (known?.version === version) return known.element;
    const link = h('a', { href: `#/events/${encodeURIComponent(event.id)}`, 'aria-current': event.id === open ? 'true' : null },
      h('span', { class: 'when' }, clock(event.time)),
      h('span', { class: 'what' }, h('strong', {}, event.detailType), ' ', h('span', { class: 'quiet' }, event.source)),
      outcome(event.outcome),
      h('span', { class: 'took' }, took(event.durationMs)));
    if (known) {
      known.element.replaceChildren(link);
      known.version = version;
      return known.element;
    }
    const element = h('li', {}, link);
    rows.set(event.id, { version, element });
    return element;
  }

  async function tell() {
    split.classList.toggle('open', open !== null);
    story.hidden = open === null;
    if (open === null) return;
    const wanted = open;
    const told = await get(`events/${encodeURIComponent(wanted)}`);
    const text = JSON.stringify(told);
    // Whatever is expanded or selected stays so as long as nothing changes.
    if (wanted !== open || text === shown) return;
    shown = text;
    replace(story, storyOf(told));
  }

  async function look() {
    drawMap(map, await get('system'));
    await list();
    await tell();
  }

  story.hidden = true;
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && open !== null && element.isConnected) location.hash = '#/events';
  });
  const element = h('div', {}, h('section', {}, map), form, split);
  return {
    element,
    async show({ rest }) {
      open = rest[0] ?? null;
      await look();
    },
    changed: look,
  };
}
