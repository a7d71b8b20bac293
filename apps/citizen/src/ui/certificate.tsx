import { routes, type schemas } from '@tongxing/contract';
import { useCallback } from 'react';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { qrPicture } from '@/phone/qr-picture';
import { useWords } from '@/store/hooks';
import { vendor } from '@/vendor';
import { dayAndTime } from '@/words/times';
import { Button, Card, Rows, TroubleBox, Waiting } from './kit';

/** Whose success or correction is certified. */
export type Certified = { readonly conversionId: string } | { readonly appealId: string };

/**
 * A signed certificate, of a conversion (转码成功证明) or of a corrected colour (更正证明): what it says, a code by which anybody sees
 * whether it still stands, and the page to keep.
 */
export function Certificate({ of }: { readonly of: Certified }) {
  const t = useWords();
  const key = JSON.stringify(of);
  const ask = useCallback(() => certify(JSON.parse(key) as Certified), [key]);
  const { value: certificate, task } = useLoaded(ask);
  const keeping = useTask();
  // Alone on its page it needs no second heading.
  const title = 'appealId' in of ? { title: t('更正证明', 'Certificate of correction') } : {};
  if (certificate === undefined) {
    return (
      <Card {...title}>
        {task.busy && <Waiting>{t('正在开具', 'Being made out')}</Waiting>}
        <TroubleBox task={task} />
      </Card>
    );
  }
  const { certificateId, text, claims } = certificate;
  const address = `${vendor.address}/check?id=${certificateId}`;
  return (
    <Card {...title}>
      <p className="quote">{t.say(text)}</p>
      <Rows
        rows={[
          [t('姓名', 'Name'), `${claims.maskedName} …${claims.lastFour}`],
          [t('开具时间', 'Issued'), dayAndTime(t, claims.iat * 1000)],
          'validUntil' in claims ? [t('码有效至', 'Code valid until'), dayAndTime(t, claims.validUntil)] : undefined,
          [t('编号', 'Number'), certificateId],
        ]}
      />
      <div className="check-code">
        <img
          className="qr"
          src={qrPicture(address)}
          alt={t('核验二维码,扫码查看证明是否仍然有效', 'QR code: scan it to see whether the certificate still stands')}
        />
      </div>
      <p className="hint">
        {t(
          '对方扫码或打开下面的网址,就能看到证明内容和它是否仍然有效。',
          'Whoever scans it, or opens the address below, sees what it says and whether it still stands.',
        )}
      </p>
      <p className="fine">{address}</p>
      <Button busy={keeping.busy} onClick={() => keeping.run(() => keepPage(of, certificateId))}>
        {vendor.name === 'h5' ? t('保存 PDF', 'Save as PDF') : t('打开 PDF', 'Open the PDF')}
      </Button>
      <TroubleBox task={keeping} />
    </Card>
  );
}

async function certify(of: Certified): Promise<schemas.ConversionCertificate | schemas.CorrectionCertificate> {
  if ('conversionId' in of) return node().call(routes.certifyConversion, { params: of });
  return node().call(routes.getCorrectionCertificate, { params: of });
}

async function keepPage(of: Certified, certificateId: string): Promise<void> {
  await vendor.openPdf(await pageOf(of), `tongxing-${certificateId.slice(0, 8)}.pdf`);
}

async function pageOf(of: Certified): Promise<Uint8Array> {
  const page =
    'conversionId' in of
      ? await node().call(routes.getConversionCertificatePdf, { params: of })
      : await node().call(routes.getCorrectionCertificatePdf, { params: of });
  if (typeof page === 'string') throw new Error('a page to print comes as bytes');
  return page;
}
