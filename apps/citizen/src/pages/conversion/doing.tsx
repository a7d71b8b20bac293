import Taro from '@tarojs/taro';
import { routes } from '@tongxing/contract';
import { useState } from 'react';
import { takeForm, type Conversion } from '@/api/conversions';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { GoOn } from './go-on';

interface DoingProps {
  readonly conversion: Conversion;
  readonly onChange: (conversion: Conversion) => void;
}

/** What can be done with it now, as the node says. */
export function Doing({ conversion, onChange }: DoingProps) {
  const t = useWords();
  const task = useTask();
  const { conversionId, actions } = conversion;
  const params = { conversionId };
  const fill = async (draftId: string) => {
    await takeForm(draftId);
    await Taro.navigateTo({ url: '/pages/convert/index' });
  };
  return (
    <>
      {actions.includes('continueConversion') && <GoOn conversion={conversion} onChange={onChange} />}
      {actions.includes('submitConversion') && (
        <Button busy={task.busy} onClick={() => task.run(() => fill(conversionId))}>
          {t('继续填写', 'Go on filling it in')}
        </Button>
      )}
      {actions.includes('applyAgain') && (
        <Button
          busy={task.busy}
          onClick={() => task.run(async () => fill((await node().call(routes.applyAgain, { params })).conversionId))}
        >
          {t('用已填写的内容再次申请', 'Apply again with what you entered')}
        </Button>
      )}
      {actions.includes('withdrawConversion') && (
        <Withdraw
          busy={task.busy}
          onSure={() => task.run(async () => onChange(await node().call(routes.withdrawConversion, { params })))}
        />
      )}
      <TroubleBox task={task} />
    </>
  );
}

function Withdraw({ busy, onSure }: { readonly busy: boolean; readonly onSure: () => void }) {
  const t = useWords();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {t('撤回申请', 'Withdraw it')}
      </Button>
    );
  }
  return (
    <Card title={t('要撤回这份申请吗', 'Withdraw this application')}>
      <p>
        {t(
          '您现有的码不受影响;已填写的内容会保留,可以再次申请。',
          'The code you hold is not affected. What you entered is kept, and you can apply again.',
        )}
      </p>
      <Button kind="danger" busy={busy} onClick={onSure}>
        {t('确定撤回', 'Withdraw')}
      </Button>
      <Button kind="plain" disabled={busy} onClick={() => setAsked(false)}>
        {t('不撤回', 'Keep it')}
      </Button>
    </Card>
  );
}
