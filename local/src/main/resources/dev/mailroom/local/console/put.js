import { get, post } from './api.js';
import { h, replace } from './dom.js';

/** Puts an event: from a sample for a rule or a subscriber, or like one that was put before. */
export function putPage() {
  const sample = h('select', { onchange: () => take(samples[sample.selectedIndex]) });
  const bus = h('select', { name: 'bus', onchange: askForGroup });
  const source = h('input', { name: 'source', required: true, maxlength: 256 });
  const detailType = h('input', { name: 'detailType', required: true, maxlength: 128 });
  const detail = h('textarea', { name: 'detail', required: true, spellcheck: 'false' });
  const group = h('input', { name: 'group', maxlength: 128 });
  const groupLabel = h('label', {}, 'Event group', group);
  const answer = h('p', { class: 'answer', role: 'status' });
  let samples = [];
  let buses = [];
  let taken = null;

  async function put(event) {
    event.preventDefault();
    try {
      JSON.parse(detail.value);
    } catch (error) {
      say('bad', `The detail is not JSON: ${error.message}`);
      return;
    }
    try {
      const { name, custom } = chosenBus();
      const { id } = await post('events', { bus: name, custom, group: custom ? group.value : '', source: source.value, detailType: detailType.value, detail: detail.value });
      say('good', 'put: ', h('a', { href: `#/events/${encodeURIComponent(id)}` }, 'see its story'));
    } catch (error) {
      say('bad', error.message);
    }
  }

  function chosenBus() {
    return buses[bus.selectedIndex];
  }

  /** Only a Custom Event Bus has groups. */
  function askForGroup() {
    groupLabel.hidden = !chosenBus().custom;
  }

  function say(level, ...text) {
    replace(answer, h('span', { class: `outcome ${level}` }, text));
  }

  function take(event) {
    if (!event) return;
    taken = event;
    bus.selectedIndex = Math.max(0, buses.findIndex(({ name, custom }) => name === event.bus && custom === !!event.custom));
    group.value = event.group ?? '';
    askForGroup();
    source.value = event.source;
    detailType.value = event.detailType;
    detail.value = event.detail ?? '';
  }

  /** What the handlers say takes a second. It replaces neither what somebody has typed nor a list that is open. */
  async function fill() {
    const { samples: filled } = await get('samples?routes=true');
    if (filled.length !== samples.length || filled.some((one, i) => one.label !== samples[i].label)) return;
    const isUntouched = taken !== null && taken === samples[sample.selectedIndex] && detail.value === taken.detail;
    samples = filled;
    if (isUntouched) take(samples[sample.selectedIndex]);
  }

  return {
    element: h('section', {}, h('div', { class: 'bar' }, h('h2', {}, 'Put an event')),
      h('form', { class: 'panel', onsubmit: put },
        h('div', { class: 'form' },
          h('label', {}, 'Start from', sample), h('label', {}, 'Bus', bus),
          groupLabel,
          h('label', {}, 'Source', source), h('label', {}, 'Detail-type', detailType),
          h('label', { class: 'wide' }, 'Detail', detail)),
        h('button', { class: 'primary' }, 'Put'), answer)),
    async show({ search }) {
      const found = await get('samples');
      samples = found.samples;
      // A bus of each kind can have the same name.
      buses = [...found.buses.map((name) => ({ name, custom: false })), ...found.customBuses.map((name) => ({ name, custom: true }))];
      replace(bus, buses.map(({ name, custom }) => h('option', {}, custom ? `${name} (custom)` : name)));
      replace(sample, samples.map((one) => h('option', {}, one.label)));
      const like = search.get('like');
      if (like) {
        const event = await get(`events/${encodeURIComponent(like)}`);
        const { custom } = buses.find(({ name }) => name === event.bus) ?? buses[0];
        take({ ...event, custom, group: samples.find((one) => one.bus === event.bus)?.group });
      } else if (!detail.value) take(samples[0]);
      await fill();
    },
  };
}
