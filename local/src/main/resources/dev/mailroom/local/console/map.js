import { h, replace, svg } from './dom.js';

const WIDTH = 190;
const HEIGHT = 46;
const GAP_X = 84;
const GAP_Y = 20;

/** Draws the system from left to right: senders are to the left of receivers. */
export function drawMap(parent, { nodes, edges }) {
  if (!nodes.length) {
    replace(parent, h('p', { class: 'empty' }, 'The template has no bus, queue or function.'));
    return;
  }
  const places = layout(nodes, edges);
  const width = Math.max(...[...places.values()].map((place) => place.x)) + WIDTH + 12;
  const height = Math.max(...[...places.values()].map((place) => place.y)) + HEIGHT + 12;
  replace(parent, svg('svg', { viewBox: `0 0 ${width} ${height}`, width, role: 'img', 'aria-label': 'Map of the system' },
    svg('defs', {}, svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: 'userSpaceOnUse', orient: 'auto' },
      svg('path', { class: 'arrow', d: 'M0 0L8 4L0 8z' }))),
    edges.filter((edge) => places.has(edge.from) && places.has(edge.to)).map((edge) => drawEdge(edge, places)),
    nodes.map((node) => drawNode(node, places.get(node.id)))));
}

/** A node's column is the length of the longest path to it; a circle ends where it began. */
function layout(nodes, edges) {
  const columns = new Map();
  const column = (id, seen) => {
    if (columns.has(id)) return columns.get(id);
    if (seen.has(id)) return 0;
    const before = edges.filter((edge) => edge.to === id).map((edge) => column(edge.from, new Set([...seen, id])) + 1);
    const found = Math.max(0, ...before);
    columns.set(id, found);
    return found;
  };
  const heights = new Map();
  const places = new Map();
  for (const node of [...nodes].sort((a, b) => column(a.id, new Set()) - column(b.id, new Set()))) {
    const at = column(node.id, new Set());
    const above = edges.filter((edge) => edge.to === node.id && places.has(edge.from)).map((edge) => places.get(edge.from).y);
    const wished = above.length ? Math.min(...above) : 6;
    const y = Math.max(heights.get(at) ?? 6, wished);
    heights.set(at, y + HEIGHT + GAP_Y);
    places.set(node.id, { x: 6 + at * (WIDTH + GAP_X), y });
  }
  return places;
}

function drawNode(node, { x, y }) {
  return svg('g', { class: `node ${node.kind === 'dead-letter queue' ? 'dead' : ''}`, transform: `translate(${x} ${y})` },
    svg('title', {}, `${node.kind} ${node.name}`),
    svg('rect', { width: WIDTH, height: HEIGHT, rx: node.kind === 'function' ? 4 : node.kind === 'table' ? 0 : 12 }),
    svg('text', { x: 12, y: 19 }, short(node.name)),
    svg('text', { x: 12, y: 36, class: 'kind' }, node.kind),
    node.count === null || node.count === undefined ? null
      : svg('text', { x: WIDTH - 12, y: 36, class: 'count', 'text-anchor': 'end' }, node.count));
}

function drawEdge(edge, places) {
  const from = places.get(edge.from);
  const to = places.get(edge.to);
  const start = { x: from.x + WIDTH, y: from.y + HEIGHT / 2 };
  const end = { x: to.x, y: to.y + HEIGHT / 2 };
  const middle = (start.x + end.x) / 2;
  return svg('g', { class: `edge ${edge.kind === 'dead letters' ? 'bad' : ''} ${edge.live ? 'live' : ''}` },
    svg('title', {}, `${edge.count} ${edge.kind}`),
    svg('path', { d: `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`, 'marker-end': 'url(#arrow)' }),
    edge.count ? svg('text', { x: middle, y: (start.y + end.y) / 2 - 5, 'text-anchor': 'middle' }, edge.count) : null);
}

function short(name) {
  return name.length > 26 ? `${name.slice(0, 25)}…` : name;
}
