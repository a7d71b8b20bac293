import type { schemas } from '@tongxing/contract';
import { qrPicture } from '@/phone/qr-picture';
import { useKept, useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { documentName } from '@/ui/documents';
import { speakers } from '@/words/language';
import { instantInFull } from '@/words/times';
import './paper.css';

const { zh, en } = speakers;

/** What is printed, on A6: black on white, and in both languages whatever the app speaks, since others read it. */
export function Sheet({ paper }: { readonly paper: schemas.PaperCode }) {
  const { province } = useKept();
  const t = useWords();
  const { text, maskedName, documentType, lastFour, expiresAt, scope } = paper;
  const title = province?.codeName ?? { zh: '健康码', en: 'Health code' };
  return (
    <section className="paper" aria-label={t('要打印的纸质码', 'The code to print')}>
      <p className="paper-title">{title.zh} · 纸质码</p>
      <p className="paper-en">{title.en} on paper</p>
      <img
        className="paper-qr"
        src={qrPicture(text)}
        alt={t('纸质码的二维码,与证件一起出示', 'QR of the code on paper, to be shown with the document')}
      />
      <p className="paper-name">{maskedName}</p>
      <p>
        {documentName(zh, documentType)} {documentName(en, documentType)} <span className="whole">…{lastFour}</span>
      </p>
      <p className="paper-until">有效至 {instantInFull(zh, expiresAt)}</p>
      <p className="paper-en">Valid until {instantInFull(en, expiresAt)}</p>
      <p>
        适用范围 For <DivisionName code={scope} />
      </p>
      <p className="paper-use">请和本人证件一起出示。纸上没有颜色,请查验人员扫码,联网看当时的颜色。</p>
      <p className="paper-en">
        Show it together with your document. It carries no colour: the guard scans it and sees the colour of now.
      </p>
      {province !== undefined && (
        <p>
          丢失请作废,求助请拨 Lost? Need help? Call <span className="whole">{province.hotline}</span>
        </p>
      )}
    </section>
  );
}
