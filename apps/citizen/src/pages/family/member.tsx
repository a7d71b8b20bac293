import Taro from '@tarojs/taro';
import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { actFor } from '@/store/acting';
import { useWords } from '@/store/hooks';
import { useWorking } from '@/store/working';
import { documentName } from '@/ui/documents';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { dayInFull } from '@/words/times';

interface MemberProps {
  readonly dependant: schemas.Dependant;
  readonly onEnded: () => void;
}

/** Somebody she acts for: begin to, or end it. */
export function Member({ dependant, onEnded }: MemberProps) {
  const t = useWords();
  const task = useTask();
  const working = useWorking();
  const [sure, setSure] = useState(false);
  const { dependantId, maskedName, documentType, lastFour, relation, since, endsAt } = dependant;
  const beginWith = (page: string) => {
    actFor(dependantId);
    void Taro.reLaunch({ url: `/pages/${page}/index` });
  };
  const end = async () => {
    await ownNode().call(routes.endDependant, { params: { dependantId } });
    onEnded();
  };
  return (
    <Card title={maskedName}>
      <Rows
        rows={[
          [t('关系', 'Relation'), relation === 'child' ? t('孩子', 'Your child') : t('成年家人', 'An adult')],
          [documentName(t, documentType), `…${lastFour}`],
          [t('开始', 'Since'), dayInFull(t, since)],
          endsAt === null
            ? undefined
            : [t('到', 'Until'), t(`${dayInFull(t, endsAt)}(成年)`, `${dayInFull(t, endsAt)}, of age`)],
        ]}
      />
      <Button disabled={working} onClick={() => beginWith('code')}>
        {t(`为${maskedName}办理`, `Act for ${maskedName}`)}
      </Button>
      <Button
        kind="plain"
        disabled={working}
        name={t(`打印纸质码:${maskedName}`, `Print the code of ${maskedName}`)}
        onClick={() => beginWith('paper')}
      >
        {t('打印纸质码', 'Print the code')}
      </Button>
      {sure ? (
        <>
          <p>
            {t(
              '结束后,您的手机不能再出示这位家人的码;已办好的码和申请不受影响。以后可以重新添加。',
              'Your phone can then no longer show this code. What has been done stands, and you can add them again.',
            )}
          </p>
          <Button kind="danger" busy={task.busy} onClick={() => task.run(end)}>
            {t('确定结束', 'End it')}
          </Button>
          <Button kind="plain" disabled={task.busy} onClick={() => setSure(false)}>
            {t('不结束', 'Keep it')}
          </Button>
        </>
      ) : (
        <Button
          kind="quiet"
          name={t(`结束代办:${maskedName}`, `End it: act no more for ${maskedName}`)}
          onClick={() => setSure(true)}
        >
          {t('结束代办', 'End it')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
