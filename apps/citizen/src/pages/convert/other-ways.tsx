import { leavesToAgree } from '@/api/consent';
import { useWords } from '@/store/hooks';
import type { ConversionEntered } from '@/store/kept';
import { Button, Card } from '@/ui/kit';

/** How her code is compared without going to the page of her own province: asked for by this province, or on a screenshot. */
export function OtherWays({ onChoose }: { readonly onChoose: (way: NonNullable<ConversionEntered['way']>) => void }) {
  const t = useWords();
  return (
    <Card
      title={
        leavesToAgree
          ? t('不方便打开原省份的页面', 'You cannot open the page of your province')
          : t('怎样核对原来的码', 'How your code is compared')
      }
    >
      <p>
        {t(
          '凭您的实名信息,由本省直接向原省份查询颜色和有效期,不查行程。原省份会把这次查询告诉您。',
          'By your verified identity this province asks yours for the colour and its term, not for your itinerary. Your province tells you that it was asked.',
        )}
      </p>
      <Button kind={leavesToAgree ? 'plain' : 'main'} onClick={() => onChoose('linked')}>
        {t('同意由本省查询', 'Let this province ask')}
      </Button>
      <p>
        {t(
          '也可以上传原健康码的截图:先由机器比对,有疑问时由工作人员审核。',
          'Or send a screenshot of your code: a machine compares it, and a person looks where it is in doubt.',
        )}
      </p>
      <Button kind="plain" onClick={() => onChoose('picture')}>
        {t('用截图核对', 'By a screenshot')}
      </Button>
    </Card>
  );
}
