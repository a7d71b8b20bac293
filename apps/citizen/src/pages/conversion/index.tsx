import Taro, { useRouter } from '@tarojs/taro';
import { useWatched } from '@/api/watched';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { Documents } from './documents';
import { Doing } from './doing';
import { Ready } from './ready';
import { Screenshot } from './screenshot';
import { Details, Standing } from './standing';
import './conversion.css';

/** One application: how it stands, why, what comes next by itself, and what she can do. */
export default function ConversionPage() {
  const t = useWords();
  const { id = '' } = useRouter().params;
  const { conversion, trouble, take, look } = useWatched(id);
  return (
    <Page title={t('转码申请', 'Your application')}>
      {conversion === undefined ? (
        trouble === undefined && <Waiting>{t('正在读取', 'Reading')}</Waiting>
      ) : (
        <>
          {conversion.state === 'approved' && <Ready conversion={conversion} />}
          <Standing conversion={conversion} />
          {conversion.state === 'approved' && (
            <Button kind="plain" onClick={() => goTo(`certificate/index?conversion=${conversion.conversionId}`)}>
              {t('转码成功证明', 'Proof of the conversion')}
            </Button>
          )}
          {conversion.path === 'picture' && <Screenshot conversion={conversion} onRead={look} />}
          <Documents conversion={conversion} onChange={take} />
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
