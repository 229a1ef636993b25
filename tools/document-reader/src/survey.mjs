// What a page paints: whether anything at all, and how much of it is a picture at which resolution.
import { OPS, Util } from './pdfjs.mjs';

const IMAGES = new Set([OPS.paintImageXObject, OPS.paintImageMaskXObject, OPS.paintInlineImageXObject]);
const MANY = new Set([OPS.paintImageXObjectRepeat, OPS.paintImageMaskXObjectRepeat, OPS.paintImageMaskXObjectGroup, OPS.paintInlineImageXObjectGroup, OPS.paintSolidColorImageMask]);
const MARKS = new Set([OPS.constructPath, OPS.stroke, OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.shadingFill, OPS.rawFillPath, OPS.showText, OPS.showSpacedText]);

/**
 * @returns {Promise<{painted: boolean, coverage: number, dpi: number | null}>} coverage: share of the page under its images, 0..1;
 *   dpi: of the largest image, across or down, whichever is more
 */
export async function survey(page) {
  const { fnArray, argsArray } = await page.getOperatorList();
  const viewport = page.getViewport({ scale: 1 });
  const pageArea = viewport.width * viewport.height;
  const stack = [];
  let ctm = viewport.transform;
  let painted = false;
  let coverage = 0;
  let largest = 0;
  let dpi = null;
  for (let i = 0; i < fnArray.length; i++) {
    const fn = fnArray[i];
    const args = argsArray[i];
    if (fn === OPS.save) stack.push(ctm);
    else if (fn === OPS.restore || fn === OPS.paintFormXObjectEnd) ctm = stack.pop() ?? ctm;
    else if (fn === OPS.transform) ctm = Util.transform(ctm, args);
    else if (fn === OPS.paintFormXObjectBegin) {
      stack.push(ctm);
      if (args[0]) ctm = Util.transform(ctm, args[0]);
    } else if (IMAGES.has(fn)) {
      painted = true;
      const [w, h] = fn === OPS.paintImageXObject ? [args[1], args[2]] : [args[0].width, args[0].height];
      const across = Math.hypot(ctm[0], ctm[1]);
      const down = Math.hypot(ctm[2], ctm[3]);
      const share = Math.min(1, (across * down) / pageArea);
      coverage = Math.min(1, coverage + share);
      if (share > largest) {
        largest = share;
        dpi = Math.max((w * 72) / across, (h * 72) / down);
      }
    } else if (MANY.has(fn)) { painted = true; coverage = Math.max(coverage, 0.6); } else if (MARKS.has(fn)) painted = true;
  }
  return { painted, coverage, dpi: Number.isFinite(dpi) ? dpi : null };
}
