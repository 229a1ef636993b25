// Pictures of pages as grey bytes, made ready for OCR. Every step is plain arithmetic on one array.

/** @typedef {{data: Uint8Array, width: number, height: number}} Grey */

/** Grey levels of a canvas, on white where it is transparent. @returns {Grey} */
export function greyOf(canvas) {
  const { width, height } = canvas;
  const rgba = canvas.data?.() ?? canvas.getContext('2d').getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < data.length; i++, j += 4) data[i] = (rgba[j] * 77 + rgba[j + 1] * 150 + rgba[j + 2] * 29) >> 8;
  return { data, width, height };
}

/** Grey levels of which `share` of the pixels are darker, at both ends. */
function ends({ data }, share) {
  const histogram = new Uint32Array(256);
  for (const v of data) histogram[v]++;
  const enough = data.length * share;
  let low = 0;
  for (let sum = histogram[0]; sum < enough && low < 255; sum += histogram[++low]);
  let high = 255;
  for (let sum = histogram[255]; sum < enough && high > 0; sum += histogram[--high]);
  return { low, high };
}

/** Spreads grey levels over the whole range; a page that has it already is left alone. */
export function stretch(grey) {
  const { low, high } = ends(grey, 0.005);
  if (high - low < 16 || (low < 24 && high > 231)) return grey;
  const table = Uint8Array.from({ length: 256 }, (_, v) => Math.max(0, Math.min(255, ((v - low) * 255) / (high - low))));
  return { ...grey, data: grey.data.map((v) => table[v]) };
}

/** Otsu's threshold: the level that parts ink from paper best. */
export function threshold({ data }) {
  const histogram = new Uint32Array(256);
  for (const v of data) histogram[v]++;
  let sum = 0;
  for (let v = 0; v < 256; v++) sum += v * histogram[v];
  let below = 0;
  let sumBelow = 0;
  let best = 127;
  let most = -1;
  for (let v = 0; v < 255; v++) {
    below += histogram[v];
    sumBelow += v * histogram[v];
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (sum - sumBelow) / above) ** 2;
    if (between > most) { most = between; best = v; }
  }
  return best;
}

/** Share of ink of the page, by the threshold; nearly even pages have none. */
export function inkShare(grey) {
  const { low, high } = ends(grey, 0.0002);
  if (high - low < 40) return 0;
  const limit = threshold(grey);
  let ink = 0;
  for (const v of grey.data) if (v <= limit) ink++;
  return ink / grey.data.length;
}

/**
 * Takes away single specks: ink with at most one neighbour of ink becomes paper, paper with at most one neighbour of paper
 * becomes ink. Letters are at least two pixels thick from 150 dpi on, so they stay. `specks` is the share of pixels changed.
 */
export function despeckle(grey, limit = threshold(grey)) {
  const { data, width, height } = grey;
  const out = data.slice();
  let specks = 0;
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    for (let x = 1; x < width - 1; x++) {
      const i = row + x;
      const dark = data[i] <= limit;
      const a = i - width;
      const b = i + width;
      const n = (data[a - 1] <= limit) + (data[a] <= limit) + (data[a + 1] <= limit) + (data[i - 1] <= limit) + (data[i + 1] <= limit)
        + (data[b - 1] <= limit) + (data[b] <= limit) + (data[b + 1] <= limit);
      if (dark ? n <= 1 : n >= 7) {
        out[i] = (data[a] + data[b] + data[i - 1] + data[i + 1]) >> 2;
        if (dark ? out[i] <= limit : out[i] > limit) out[i] = dark ? 255 : 0;
        specks++;
      }
    }
  }
  return { data: out, width, height, specks: specks / data.length };
}

/** Each pixel mixed with its neighbours (1 2 1 across and down), `times` over: softens grain and the stairs of one-bit pages. */
export function soften({ data, width, height }, times) {
  let from = data;
  for (let n = 0; n < times; n++) {
    const to = from.slice();
    for (let y = 1; y < height - 1; y++) {
      for (let i = y * width + 1, last = i + width - 2; i < last; i++) {
        const [up, down] = [i - width, i + width];
        to[i] = (4 * from[i] + 2 * (from[i - 1] + from[i + 1] + from[up] + from[down]) + from[up - 1] + from[up + 1] + from[down - 1] + from[down + 1]) >> 4;
      }
    }
    from = to;
  }
  return { data: from, width, height };
}

/**
 * Angle by which lines of text rise or fall, degrees clockwise, within 5°: the angle at which the sums of ink along lines differ
 * most from their neighbours. 0 where the page has too little ink to tell.
 */
export function skewOf(grey) {
  const limit = threshold(grey);
  const { data, width, height } = grey;
  const step = Math.max(1, Math.round(Math.max(width, height) / 1100));
  const xs = [];
  const ys = [];
  for (let y = step; y < height - step; y += step) {
    for (let x = step; x < width - step; x += step) {
      // Ink that stands alone in its column of the sample says nothing of lines.
      const i = y * width + x;
      if (data[i] <= limit && (data[i - 1] <= limit || data[i + 1] <= limit)) { xs.push((x - width / 2) / step); ys.push(y / step); }
    }
  }
  if (xs.length < 500) return 0;
  const rows = Math.ceil(height / step) + 200;
  const sharpness = (degrees) => {
    const slope = Math.tan((degrees * Math.PI) / 180);
    const sums = new Float64Array(rows);
    for (let i = 0; i < xs.length; i++) {
      const at = Math.round(ys[i] - xs[i] * slope) + 100;
      if (at >= 0 && at < rows) sums[at]++;
    }
    let score = 0;
    for (let i = 1; i < rows; i++) score += (sums[i] - sums[i - 1]) ** 2;
    return score;
  };
  let best = 0;
  let most = sharpness(0) * 1.02; // a turn must be worth it
  const seek = (from, to, by) => {
    for (let d = from; d <= to + 1e-9; d += by) {
      const score = sharpness(d);
      if (score > most) { most = score; best = d; }
    }
  };
  seek(-5, 5, 0.5);
  seek(best - 0.4, best + 0.4, 0.1);
  return Math.abs(best) < 0.15 ? 0 : best;
}

/** Whether lines of text seem to run from top to bottom: the sums of ink change more from column to column than from row to row. */
export function runsDown(grey) {
  const limit = threshold(grey);
  const { data, width, height } = grey;
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) if (data[i] <= limit) { rows[y]++; columns[x]++; }
  }
  const change = (sums) => {
    let sum = 0;
    for (let i = 2; i < sums.length; i++) sum += (sums[i] - sums[i - 2]) ** 2;
    return sum;
  };
  return change(columns) > change(rows);
}

/** A PGM file, the plainest form an OCR engine takes. */
export function pgmOf({ data, width, height }) {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}
