// Reading order: from runs of glyphs (or words of OCR) with their places to lines of text.
//
// A run is { text, x, y, w, size, angle, space } in points, origin at the top left, y the baseline, angle in degrees clockwise;
// `space` tells that the writer put a blank before it. Steps: turn the page so that most text stands upright; gather rows by
// baseline; cut columns of prose apart; inside a row, join runs by their gaps. Columns are only cut where both sides read as
// prose. All else (tables, forms, `Label: value` pairs) reads row by row, cells two or more blanks apart.
import { isBlank } from './text.mjs';

const CELL_GAP = 1.0; // in units of the font size: from here on two runs are two cells
const WORD_GAP = 0.13; // from here on two runs are two words
const ALIGNED_CELL_GAP = 0.55; // a smaller gap parts cells when three rows running begin a run there

/** @returns {{width: number, height: number, lines: {text: string, x: number, y: number, w: number, h: number, block: number}[]}} */
export function layOut(runs, width, height) {
  const quadrant = dominantQuadrant(runs);
  const upright = runs.map((run) => turn(run, quadrant, width, height));
  const [w, h] = quadrant % 2 === 0 ? [width, height] : [height, width];

  const blocks = [];
  readRegion(withoutDoubles(upright.filter((run) => run.quadrant === 0)), 0, blocks);
  // Margins written sideways and stamps across the page come after the text.
  for (const q of [1, 2, 3]) {
    const side = upright.filter((run) => run.quadrant === q);
    if (side.length === 0) continue;
    const sideBlocks = [];
    readRegion(side.map((run) => turn(run, q, w, h)), 0, sideBlocks);
    for (const block of sideBlocks) blocks.push(block.map((line) => turnBack(line, q, w, h)));
  }
  for (const run of upright.filter((r) => r.quadrant === null)) {
    blocks.push([{ text: run.text.trim(), x: run.x, y: run.y - run.size, w: run.w, h: run.size }]);
  }

  const lines = blocks.flatMap((block, index) => block.map((line) => ({ ...line, block: index })));
  return { width: w, height: h, lines: lines.filter((line) => !isBlank(line.text)) };
}

// Quadrants: 0 upright, 1 reading downwards, 2 upside down, 3 reading upwards; null: aslant.
function quadrantOf(angle) {
  const near = Math.round(angle / 90);
  return Math.abs(angle - near * 90) <= 8 ? ((near % 4) + 4) % 4 : null;
}

function dominantQuadrant(runs) {
  const weight = [0, 0, 0, 0];
  for (const run of runs) {
    const q = quadrantOf(run.angle);
    if (q !== null) weight[q] += run.text.length;
  }
  return weight.indexOf(Math.max(...weight));
}

function turn(run, quadrant, width, height) {
  const own = quadrantOf(run.angle);
  const [x, y] = turnPoint(run.x, run.y, quadrant, width, height);
  return { ...run, x, y, angle: run.angle - quadrant * 90, quadrant: own === null ? null : (own - quadrant + 4) % 4 };
}

function turnPoint(x, y, quadrant, width, height) {
  switch (quadrant) {
    case 1: return [y, width - x];
    case 2: return [width - x, height - y];
    case 3: return [height - y, x];
    default: return [x, y];
  }
}

function turnBack(line, quadrant, width, height) {
  const { x, y, w, h } = line;
  switch (quadrant) {
    case 1: return { ...line, x: width - y - h, y: x, w: h, h: w };
    case 2: return { ...line, x: width - x - w, y: height - y - h };
    case 3: return { ...line, x: y, y: height - x - w, w: h, h: w };
    default: return line;
  }
}

// Bold faked by writing twice, a hair apart.
function withoutDoubles(runs) {
  const seen = new Map();
  return runs.filter((run) => {
    const same = seen.get(run.text);
    if (same?.some((other) => Math.abs(other.x - run.x) < 0.15 * run.size && Math.abs(other.y - run.y) < 0.15 * run.size)) return false;
    if (same) same.push(run); else seen.set(run.text, [run]);
    return true;
  });
}

function readRegion(runs, depth, blocks) {
  if (runs.length === 0) return;
  const rows = toRows(runs);
  const columns = depth < 8 ? findColumns(runs, rows) : null;
  if (columns) {
    readRegion(columns.above, depth + 1, blocks);
    readRegion(columns.left, depth + 1, blocks);
    readRegion(columns.right, depth + 1, blocks);
    readRegion(columns.below, depth + 1, blocks);
    return;
  }
  readRows(rows, blocks);
}

/** Rows of runs on one baseline, from top to bottom, each from left to right. */
function toRows(runs) {
  const rows = [];
  for (const run of runs.slice().sort((a, b) => a.y - b.y || a.x - b.x)) {
    let home = null;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 8; i--) {
      if (fits(rows[i], run)) { home = rows[i]; break; }
    }
    if (home) home.push(run); else rows.push([run]);
  }
  const shaped = rows.map(shape).sort((a, b) => a.y - b.y);
  return takeScripts(shaped);
}

function fits(row, run) {
  let nearest = null;
  let distance = Infinity;
  for (const other of row) {
    const d = Math.max(other.x - (run.x + run.w), run.x - (other.x + other.w));
    if (d < distance) { distance = d; nearest = other; }
  }
  if (Math.abs(nearest.y - run.y) > 0.3 * Math.min(nearest.size, run.size)) return false;
  return distance > -0.4 * Math.min(run.w, nearest.w) - 0.1;
}

function shape(runs) {
  runs.sort((a, b) => a.x - b.x);
  let main = runs[0];
  for (const run of runs) if (run.text.length * run.size > main.text.length * main.size) main = run;
  const last = runs.reduce((a, b) => (a.x + a.w > b.x + b.w ? a : b));
  return { runs, y: main.y, size: main.size, x0: runs[0].x, x1: last.x + last.w };
}

// Superscripts and subscripts: short, smaller runs that touch a run of a neighbouring row go into that row.
function takeScripts(rows) {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row.runs.length > 12 || row.runs.some((run) => run.text.length > 12)) continue;
    for (const host of [rows[i + 1], rows[i - 1]]) {
      if (!host || host.size * 0.85 < row.size) continue;
      const rise = host.y - row.y;
      if (rise > 0.65 * host.size || rise < -0.4 * host.size) continue;
      const touching = row.runs.every((run) => host.runs.some((other) => {
        const gap = Math.max(other.x - (run.x + run.w), run.x - (other.x + other.w));
        return gap > -0.3 * run.size && gap < 0.35 * host.size;
      }));
      if (!touching) continue;
      Object.assign(host, shape([...host.runs, ...row.runs]), { y: host.y, size: host.size });
      row.runs = [];
      break;
    }
  }
  return rows.filter((row) => row.runs.length > 0);
}

/** Runs of a row that stand no further apart than words. */
function segmentsOf(row) {
  const segments = [];
  let current = null;
  for (const run of row.runs) {
    if (current && run.x - current.x1 < 0.9 * Math.max(current.size, run.size)) {
      current.text += (run.x - current.x1 > WORD_GAP * run.size || run.space ? ' ' : '') + run.text;
      current.x1 = Math.max(current.x1, run.x + run.w);
    } else {
      current = { text: run.text, x0: run.x, x1: run.x + run.w, size: run.size, y: row.y };
      segments.push(current);
    }
  }
  return segments;
}

/** The tallest band of the region in which a gutter parts two columns of prose, or null. */
function findColumns(runs, rows) {
  if (rows.length < 4) return null;
  const segments = rows.flatMap(segmentsOf);
  const left = Math.min(...segments.map((s) => s.x0));
  const starts = new Map();
  for (const segment of segments) {
    if (segment.x0 < left + 6 * segment.size) continue;
    const key = Math.round(segment.x0 / 3);
    const bin = starts.get(key) ?? { count: 0, x: Infinity };
    bin.count++;
    bin.x = Math.min(bin.x, segment.x0);
    starts.set(key, bin);
  }
  const candidates = [...starts.values()].filter((bin) => bin.count >= 2).sort((a, b) => b.count - a.count).slice(0, 8);

  let best = null;
  for (const { x } of candidates) {
    for (const band of bandsAt(x, segments)) {
      const weight = Math.min(band.left.length, band.right.length) * 4 + band.left.length + band.right.length;
      if (best && weight <= best.weight) continue;
      if (areColumns(band.left, band.right)) best = { x, weight, top: band.top, bottom: band.bottom };
    }
  }
  if (!best) return null;
  const parts = { above: [], left: [], right: [], below: [] };
  for (const run of runs) {
    if (run.y < best.top) parts.above.push(run);
    else if (run.y > best.bottom) parts.below.push(run);
    else if (run.x + run.w / 2 < best.x) parts.left.push(run);
    else parts.right.push(run);
  }
  return parts.left.length === 0 || parts.right.length === 0 ? null : parts;
}

// Stretches of the page, from top to bottom, where no segment crosses the strip left of x.
function bandsAt(x, segments) {
  const bands = [];
  let open = null;
  for (const segment of segments) {
    const strip0 = x - 0.7 * segment.size;
    const crosses = segment.x0 < x - 0.5 && segment.x1 > strip0;
    if (crosses) { open = null; continue; }
    if (!open) { open = { left: [], right: [] }; bands.push(open); }
    (segment.x0 < x - 0.5 ? open.left : open.right).push(segment);
  }
  const usable = [];
  for (const band of bands) {
    trimEdges(band);
    if (band.left.length < 3 || band.right.length < 2 || band.left.length + band.right.length < 7) continue;
    const all = [...band.left, ...band.right];
    band.top = Math.min(...all.map((s) => s.y)) - 0.75 * all[0].size;
    band.bottom = Math.max(...all.map((s) => s.y)) + 0.3 * all[0].size;
    usable.push(band);
  }
  return usable;
}

// A running head or a page number beside the gutter, well away from the columns, is no part of them.
function trimEdges(band) {
  for (const last of [false, true]) {
    for (let round = 0; round < 2; round++) {
      const all = [...band.left, ...band.right].sort((a, b) => a.y - b.y);
      if (last) all.reverse();
      if (all.length < 6) return;
      const edge = all[0];
      const next = all.find((s) => Math.abs(s.y - edge.y) > 0.5 * edge.size);
      if (!next || Math.abs(next.y - edge.y) < 2.4 * Math.max(edge.size, next.size)) break;
      band.left = band.left.filter((s) => Math.abs(s.y - edge.y) > 0.5 * edge.size);
      band.right = band.right.filter((s) => Math.abs(s.y - edge.y) > 0.5 * edge.size);
    }
  }
}

function areColumns(left, right) {
  return isProse(left) && isProse(right) && overlapVertically(left, right) && !isTableOfTwo(left, right);
}

function overlapVertically(left, right) {
  const top = Math.max(left[0].y, right[0].y);
  const bottom = Math.min(left.at(-1).y, right.at(-1).y);
  return bottom - top >= 0;
}

// Wrapped prose: most lines run to nearly the same width, begin with a small letter, and are no `Label: value`.
function isProse(segments) {
  const size = segments[Math.floor(segments.length / 2)].size;
  const widths = segments.map((s) => s.x1 - s.x0).sort((a, b) => a - b);
  const full = widths[Math.floor((widths.length - 1) * 0.9)];
  if (full < 9 * size) return false;
  const chars = segments.map((s) => s.text.length).sort((a, b) => a - b)[Math.floor(segments.length / 2)];
  if (chars < 14) return false;
  const share = (test) => segments.filter(test).length / segments.length;
  if (share((s) => /^[^a-z][^:]{0,40}:(\s|$)/.test(s.text)) > 0.3) return false;
  if (segments.length < 4) return share((s) => /[a-z]/.test(s.text)) > 0.5;
  if (share((s) => s.x1 - s.x0 >= 0.7 * full) < 0.5) return false;
  return share((s) => /^["'(“‘]?[a-z]/.test(s.text)) >= 0.25 || (segments.length >= 14 && share((s) => s.x1 - s.x0 >= 0.85 * full) >= 0.6);
}

// Two columns whose paragraphs begin side by side, three times or more, are the wrapped cells of a table.
function isTableOfTwo(left, right) {
  const a = groupTops(left);
  const b = groupTops(right);
  if (a.length < 3 || b.length < 3) return false;
  const size = left[0].size;
  const aligned = a.filter((y) => b.some((other) => Math.abs(other - y) < 0.4 * size)).length;
  return aligned >= 0.8 * Math.max(a.length, b.length);
}

function groupTops(segments) {
  const ys = [...new Set(segments.map((s) => Math.round(s.y * 2) / 2))].sort((p, q) => p - q);
  const steps = ys.slice(1).map((y, i) => y - ys[i]).filter((d) => d > 0.7 * segments[0].size);
  if (steps.length === 0) return ys;
  const least = Math.min(...steps);
  return ys.filter((y, i) => i === 0 || y - ys[i - 1] > 1.3 * least);
}

function readRows(rows, blocks) {
  const cellStarts = alignedStarts(rows);
  const steps = rows.slice(1).map((row, i) => row.y - rows[i].y).filter((d) => d > 0).sort((a, b) => a - b);
  const leading = steps.length > 0 ? steps[Math.floor((steps.length - 1) / 2)] : 0;
  let block = null;
  let before = null;
  rows.forEach((row, index) => {
    const limit = Math.max(1.3 * Math.min(leading, 2.2 * row.size), 1.45 * row.size);
    const apart = before === null || row.y - before.y > limit || Math.abs(row.size - before.size) > 0.2 * Math.max(row.size, before.size);
    if (apart) { block = []; blocks.push(block); }
    block.push(toLine(row, cellStarts[index]));
    before = row;
  });
}

// For each row the places where, in three rows running, a run begins after a gap: the left edges of a table's cells.
function alignedStarts(rows) {
  const starts = rows.map((row) => {
    const places = [];
    for (let i = 1; i < row.runs.length; i++) {
      const gap = row.runs[i].x - (row.runs[i - 1].x + row.runs[i - 1].w);
      if (gap >= ALIGNED_CELL_GAP * row.runs[i].size) places.push(row.runs[i].x);
    }
    return places;
  });
  const has = (index, x) => starts[index]?.some((other) => Math.abs(other - x) < 1) ?? false;
  return starts.map((places, i) => places.filter((x) =>
    (has(i - 1, x) && has(i + 1, x)) || (has(i - 1, x) && has(i - 2, x)) || (has(i + 1, x) && has(i + 2, x))));
}

function toLine(row, cellStarts) {
  const gaps = [];
  for (let i = 1; i < row.runs.length; i++) gaps.push(row.runs[i].x - end(row.runs[i - 1]));
  const loose = isLoose(gaps, row.size);
  let text = row.runs[0].text;
  for (let i = 1; i < row.runs.length; i++) {
    const run = row.runs[i];
    const gap = gaps[i - 1];
    const em = Math.max(run.size, row.runs[i - 1].size);
    if (!loose && (gap >= CELL_GAP * em || cellStarts.includes(run.x))) text = text.trimEnd() + blanks(gap, row.size);
    else if (gap > WORD_GAP * em || (run.space && gap > -0.3 * em)) text += ' ';
    text += run.text;
  }
  return { text: text.replace(/^\s+|\s+$/g, ''), x: row.x0, y: row.y - 0.8 * row.size, w: row.x1 - row.x0, h: row.size };
}

function end(run) {
  return run.x + run.w;
}

function blanks(gap, size) {
  return ' '.repeat(Math.max(2, Math.min(24, Math.round(gap / (0.5 * size)))));
}

// A justified line whose word gaps are all wide has words, not cells.
function isLoose(gaps, size) {
  if (gaps.length < 3) return false;
  const wide = gaps.filter((gap) => gap > 0.3 * size);
  if (wide.length < 3) return false;
  const largest = Math.max(...wide);
  return largest < 2 * size && largest < 1.5 * Math.min(...wide);
}
