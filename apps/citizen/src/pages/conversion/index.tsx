import Taro, { useRouter } from '@tarojs/taro';
import { useWatched } from '@/api/watched';
import { useWords } from '@/store/hooks';
import { Button, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { Doing } from './doing';
import { Ready } from './ready';
import { Details, Standing } from './standing';

/** One application: how it stands, why, what comes next by itself, and what she can do. */
export default function ConversionPage() {
  const t = useWords();
  const { id = '' } = useRouter().params;
  const { conversion, trouble, take } = useWatched(id);
  return (
    <Page title={t('转码申请', 'Your application')}>
      {conversion === undefined ? (
        trouble === undefined && <Waiting>{t('正在读取', 'Reading')}</Waiting>
      ) : (
        <>
          {conversion.state === 'approved' && <Ready conversion={conversion} />}
          <Standing conversion={conversion} />
          <Doing conversion={conversion} onChange={take} />
          <Details conversion={conversion} />
        </>
      )}
      <TroubleBox task={{ trouble }} />
      <Button kind="quiet" onClick={() => void Taro.navigateTo({ url: '/pages/conversions/index' })}>
        {t('全部申请', 'All applications')}
      </Button>
    </Page>
  );
}
