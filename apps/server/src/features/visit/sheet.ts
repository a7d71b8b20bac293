import { textOn } from '../../ink.ts';
import type { NodeContext } from '../../node-context.ts';
import { breakLines, paper, widthOf, writePdf, type Drawing } from '../../platform/pdf.ts';
import { drawQr } from '../../platform/pdf-qr.ts';
import type { Venue } from './venue.ts';

const margin = 64;
const within = paper.width - 2 * margin;
const grey = '#5A6672';

/** A printed sign: the venue's name, its place code, and what whoever scans it has to do then. */
export function placeSignPdf(
  { province }: Pick<NodeContext, 'province'>,
  venue: Venue,
  sign: { readonly text: string; readonly issuedAt: Date; readonly signId: string },
): Buffer {
  return writePdf({
    title: `场所码 Place code · ${venue.name}`,
    createdAt: sign.issuedAt,
    // For whoever prints it larger, or has it engraved.
    attachment: { name: 'place-code.txt', mediaType: 'text/plain', content: sign.text },
    draw(drawing) {
      const onBrand = textOn(province.brandColour);
      drawing.rectangle(0, paper.height - 112, paper.width, 112, province.brandColour);
      drawing.line(margin, paper.height - 58, 24, '场所码', onBrand);
      drawing.line(margin, paper.height - 84, 12, `Place code · ${province.name.zh} ${province.name.en}`, onBrand);
      const below = centred(drawing, 676, 26, 34, venue.name);
      const side = 380;
      drawQr(drawing, sign.text, (paper.width - side) / 2, below - side, side);
      let y = centred(drawing, below - side - 44, 16, 24, '扫码后,请向门口的工作人员出示健康码,到访才算登记。');
      y = centred(
        drawing,
        y,
        11,
        18,
        'After scanning, show your code to the person at the door: only then the visit is registered.',
      );
      centred(drawing, 48, 9, 14, `编号 Number ${sign.signId}`);
    },
  });
}

/** Answers where the next may begin. */
function centred(drawing: Drawing, top: number, size: number, leading: number, text: string): number {
  let y = top;
  for (const line of breakLines(text, size, within)) {
    const colour = size < 10 ? grey : undefined;
    drawing.line((paper.width - widthOf(line, size)) / 2, y, size, line, colour);
    y -= leading;
  }
  return y;
}
