import type { NodeContext } from '../../node-context.ts';
import { textOn } from '../../ink.ts';
import { toEdge } from '../../platform/clock.ts';
import { breakLines, paper, widthOf, writePdf, type Drawing } from '../../platform/pdf.ts';
import { drawQr } from '../../platform/pdf-qr.ts';
import type { Claims } from './sign.ts';
import { textOf, titles } from './texts.ts';

export type PageDeps = Pick<NodeContext, 'province' | 'divisions' | 'clock' | 'config'>;

const margin = 64;
const within = paper.width - 2 * margin;
const grey = '#5A6672';

/** A certificate for printing and showing: what it says in both languages, where it is checked, and the signed text as a file in it. */
export function certificatePdf(deps: PageDeps, certificate: Claims, jws: string): Buffer {
  const { province, config } = deps;
  const { claims, kind } = certificate;
  const title = titles[kind];
  const address = `${config.http.publicUrl.replace(/\/$/, '')}/check?id=${claims.jti}`;
  return writePdf({
    title: `${title.zh} ${title.en} · ${province.codeName.zh}`,
    createdAt: new Date(claims.iat * 1000),
    attachment: { name: 'certificate.jws', mediaType: 'application/jose', content: jws },
    draw(drawing) {
      header(drawing, province);
      drawing.line(margin, 656, 27, title.zh);
      drawing.line(margin, 628, 13, title.en, grey);
      drawing.rectangle(margin, 610, within, 1, province.brandColour);
      const text = textOf(deps, certificate);
      let y = paragraph(drawing, 574, 14, 25, withoutTitle(text.zh));
      y = paragraph(drawing, y - 12, 11, 18, withoutTitle(text.en), grey);
      facts(drawing, y - 34, [
        ['开具 Issued by', `${province.name.zh} ${province.name.en}`],
        ['编号 Number', claims.jti],
        ['开具时间 Issued at', toEdge(new Date(claims.iat * 1000))],
      ]);
      check(drawing, address);
    },
  });
}

function header(drawing: Drawing, { codeName, name, brandColour }: NodeContext['province']): void {
  const onBrand = textOn(brandColour);
  drawing.rectangle(0, paper.height - 112, paper.width, 112, brandColour);
  drawing.line(margin, paper.height - 58, 24, codeName.zh, onBrand);
  drawing.line(margin, paper.height - 84, 12, `${codeName.en} · ${name.zh} ${name.en}`, onBrand);
}

/** The title stands above already. */
function withoutTitle(text: string): string {
  const rest = text.replace(/^[^::]*[::]\s*/, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Answers where the next may begin. */
function paragraph(
  drawing: Drawing,
  top: number,
  size: number,
  leading: number,
  text: string,
  colour?: string,
): number {
  let y = top;
  for (const line of breakLines(text, size, within)) {
    drawing.line(margin, y, size, line, colour);
    y -= leading;
  }
  return y;
}

function facts(drawing: Drawing, top: number, rows: readonly (readonly [string, string])[]): void {
  for (const [position, [label, value]] of rows.entries()) {
    drawing.line(margin, top - position * 22, 10, label, grey);
    drawing.line(margin + 110, top - position * 22, 10, value);
  }
}

/** The QR code leads to the page that says whether the certificate still stands. */
function check(drawing: Drawing, address: string): void {
  const side = 120;
  const [left, bottom] = [margin, 84];
  drawQr(drawing, address, left, bottom, side);
  const beside = left + side + 24;
  drawing.line(beside, bottom + 98, 13, '扫码核验是否仍然有效');
  drawing.line(beside, bottom + 80, 10, 'Scan to see whether it still stands', grey);
  const words =
    'A file in this page, certificate.jws, holds the signed text; it verifies with the trust list without any network.';
  drawing.line(beside, bottom + 52, 9, '本页附有签名文件 certificate.jws,可凭信任列表离线验证。', grey);
  for (const [position, line] of breakLines(words, 8, paper.width - margin - beside).entries()) {
    drawing.line(beside, bottom + 38 - position * 12, 8, line, grey);
  }
  const size8 = Math.min(8, (8 * within) / widthOf(address, 8));
  drawing.line(margin, 60, size8, address, grey);
}
