// A writer of small PDFs, for what no office program makes: scans, scripts, bombs, lies.
import { deflateSync } from 'node:zlib';

/** A stream object. `dict` without its Length; `deflate` packs the data. */
export function stream(dict, data, deflate = false) {
  const bytes = deflate ? deflateSync(data, { level: 9 }) : Buffer.from(data, 'latin1');
  return Buffer.concat([
    Buffer.from(`<< ${dict} ${deflate ? '/Filter /FlateDecode ' : ''}/Length ${bytes.length} >>\nstream\n`, 'latin1'), bytes, Buffer.from('\nendstream', 'latin1'),
  ]);
}

/** A whole file of numbered objects (1, 2, ...); object 1 is the catalogue. */
export function pdf(objects, trailer = '') {
  const parts = [Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1')];
  let at = parts[0].length;
  const offsets = objects.map((body, i) => {
    const bytes = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1'), Buffer.from('\nendobj\n')]);
    const offset = at;
    parts.push(bytes);
    at += bytes.length;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A file with pages of Helvetica; each page is a list of [x, y, text] or of drawing operators, y from the bottom. */
export function textPdf(pages, { catalogue = '', pageExtra = '', size = 11, extra = [] } = {}) {
  const first = 4;
  const kids = pages.map((_, i) => `${first + 2 * i} 0 R`).join(' ');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  pages.forEach((items, i) => {
    const content = items.map((item) => (typeof item === 'string' ? item : `BT /F1 ${item[3] ?? size} Tf ${item[0]} ${item[1]} Td (${escape(item[2])}) Tj ET`)).join('\n');
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${first + 2 * i + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> ${pageExtra} >>`);
    objects.push(stream('', content));
  });
  return pdf([...objects, ...extra]);
}

function escape(text) {
  return text.replace(/[\\()]/g, '\\$&');
}

/** One page that is an image and nothing else, with perhaps a line of text stamped over it. `bits` holds one bit a pixel, 1 is paper. */
export function scanPdf({ bits, width, height }, dpi, { stamp = null, grey = null } = {}) {
  const [w, h] = [(width * 72) / dpi, (height * 72) / dpi];
  const text = stamp ? `BT /F1 8 Tf 20 ${h - 12} Td (${escape(stamp)}) Tj ET` : '';
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Im0 6 0 R >> >> >>`,
    stream('', `q ${w} 0 0 ${h} 0 0 cm /Im0 Do Q ${text}`),
    grey
      ? stream(`/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`, grey, true)
      : stream(`/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 1`, bits, true),
  ]);
}
