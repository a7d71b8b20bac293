import { useRouter } from '@tarojs/taro';
import { useWords } from '@/store/hooks';
import { Page } from '@/ui/page';
import { NewAppeal } from './new-appeal';
import { OneAppeal } from './one-appeal';

/** An appeal that was filed, by its id; else a new one. */
export default function AppealPage() {
  const t = useWords();
  const { id } = useRouter().params;
  return (
    <Page title={id === undefined ? t('提出申诉', 'Appeal') : t('申诉进度', 'How it stands')}>
      {id === undefined ? <NewAppeal /> : <OneAppeal appealId={id} />}
    </Page>
  );
}
