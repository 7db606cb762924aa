import { get } from './api.js';
import { h, replace } from './dom.js';

/** The items of the tables as they are now. */
export function tablesPage() {
  const names = h('nav', { class: 'bar', 'aria-label': 'Tables' });
  const items = h('div', {});
  let open = null;

  async function look() {
    const { tables } = await get('tables');
    open = tables.includes(open) ? open : tables[0] ?? null;
    replace(names, h('h2', {}, 'Tables'), tables.map((name) => h('a', { href: `#/tables/${encodeURIComponent(name)}`, 'aria-current': name === open ? 'true' : null }, name)));
    if (open === null) {
      replace(items, h('p', { class: 'empty' }, 'The template has no table.'));
      return;
    }
    const wanted = open;
    const found = await get(`tables/${encodeURIComponent(wanted)}`);
    if (wanted !== open) return;
    replace(items, h('p', { class: 'quiet' }, found.more ? `the first ${found.items.length} items` : `${found.items.length} items`), found.items.length ? grid(found) : h('p', { class: 'empty' }, 'No item yet.'));
  }

  function grid({ keys, items: rows }) {
    const columns = [...new Set([...keys, ...rows.flatMap((row) => Object.keys(row))])];
    return h('div', { class: 'scroll panel', tabindex: 0, role: 'region', 'aria-label': `Items of ${open}` }, h('table', {},
      h('thead', {}, h('tr', {}, columns.map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, columns.map((name) => h('td', {}, text(row[name]))))))));
  }

  return {
    element: h('div', {}, names, items),
    async show({ rest }) {
      open = rest[0] ?? open;
      await look();
    },
    changed: look,
  };
}

function text(value) {
  if (value === undefined) return '';
  return typeof value === 'object' ? h('code', {}, JSON.stringify(value)) : String(value);
}
