import { get } from './api.js';
import { h, replace } from './dom.js';

/** What the doctor finds in the template, and which parts of it do not exist on this machine. */
export function notesPage() {
  const element = h('div', {});
  return {
    element,
    async show() {
      const { findings, notes, endpoint } = await get('system');
      replace(element,
        section('What the doctor finds', findings.map((text) => h('span', { class: 'outcome warn' }, text)), 'Nothing: as far as the template shows, it loses no messages.'),
        section('Not on this machine', notes, 'Everything in the template is here.'),
        h('section', {}, h('h2', {}, 'For your own clients'),
          h('pre', { tabindex: 0 }, `export AWS_ENDPOINT_URL=${endpoint}`)));
    },
  };
}

function section(title, texts, none) {
  return h('section', {}, h('h2', {}, title),
    texts.length ? h('ul', { class: 'findings' }, texts.map((text) => h('li', {}, text))) : h('p', { class: 'empty' }, none));
}
