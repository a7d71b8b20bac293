import { routes } from '@tongxing/contract';
import { useCallback } from 'react';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useWords } from '@/store/hooks';
import { Card, TroubleBox } from '@/ui/kit';

/** The certificate that a colour was wrong and has been corrected (更正证明). */
export function Certificate({ appealId }: { readonly appealId: string }) {
  const t = useWords();
  const ask = useCallback(() => node().call(routes.getCorrectionCertificate, { params: { appealId } }), [appealId]);
  const { value: certificate, task } = useLoaded(ask);
  return (
    <Card title={t('更正证明', 'Certificate of correction')}>
      {certificate !== undefined && (
        <>
          <p className="quote">{t.say(certificate.text)}</p>
          <p className="fine">
            {t(`证明编号 ${certificate.certificateId}`, `Certificate ${certificate.certificateId}`)}
          </p>
        </>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
