import { clock, h, outcome, took } from './dom.js';

const MARKS = { good: '●', warn: '▲', bad: '■' };

/** The story of one event, from its put to its end. */
export function storyOf(event) {
  return [
    h('div', { class: 'bar' },
      h('h2', {}, event.detailType), outcome(event.outcome),
      h('a', { class: 'push', href: '#/events' }, 'Close')),
    h('dl', {},
      h('dt', {}, 'Source'), h('dd', {}, event.source),
      h('dt', {}, 'Event id'), h('dd', { class: 'id' }, event.id),
      h('dt', {}, 'Put'), h('dd', {}, `${clock(event.time)} on bus ${event.bus}`),
      event.reason ? [h('dt', {}, 'Reason'), h('dd', {}, event.reason)] : []),
    h('ol', { class: 'steps' }, event.steps.map(step)),
    event.event
      ? [h('details', {}, h('summary', {}, 'The event as it was put'), h('pre', { tabindex: 0 }, event.event)),
        h('p', {}, h('a', { href: `#/put?like=${encodeURIComponent(event.id)}` }, 'Put one like it'))]
      : h('p', { class: 'quiet' }, 'The event itself is not kept: it was never on a bus, or it is too large.'),
  ];
}

function step({ ms, level, text, log }) {
  return h('li', { class: log ? null : level },
    h('span', { class: 'at' }, `+${took(ms)}`),
    h('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[level] ?? '·'),
    log ? h('span', { class: 'log' }, log) : h('p', {}, text));
}
