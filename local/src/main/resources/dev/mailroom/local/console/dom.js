// Elements without markup in strings: the text of a message can never become part of the page.

const SVG = 'http://www.w3.org/2000/svg';

/** Creates an element: h('a', {href: '#'}, 'text', child). Functions of on… are listeners; null children are left out. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
}

/** The severity of an outcome: a class with a shape and a color. */
const LEVELS = {
  done: 'good', duplicate: 'good', skipped: 'idle', waiting: 'idle', running: 'idle', filtered: 'warn', unmatched: 'warn',
  retry: 'warn', poison: 'bad', 'dead letter': 'bad', refused: 'bad', lost: 'bad',
};

export function outcome(word) {
  return h('span', { class: `outcome ${LEVELS[word] ?? 'idle'}` }, word);
}

export function took(millis) {
  if (millis === null || millis === undefined) return '';
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60000) return `${(millis / 1000).toFixed(1)} s`;
  return `${Math.floor(millis / 60000)} min ${Math.round((millis % 60000) / 1000)} s`;
}

export function clock(iso) {
  return new Date(iso).toLocaleTimeString(undefined, { hour12: false });
}
