import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { learnProvince } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { takeStrips } from '@/phone/code';
import { getKept } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Result } from './result';

/** What is left to do until there is a code: one thing at a time, and how many there are. */
export function Steps() {
  const { session, me, health, code, actingFor } = useKept();
  const t = useWords();
  const task = useTask('look');
  // From the first picture on: a button that can be pressed for a moment before the look begins loses the tap.
  const [looked, setLooked] = useState(false);
  const looking = session !== undefined && (task.busy || !looked);
  useEffect(() => {
    task.run(async () => {
      setLooked(true);
      await learnProvince();
      if (getKept().session !== undefined) await refreshPerson();
      if (getKept().code !== undefined) await takeStrips();
    });
  }, [task.run, session]);
  const steps = [
    { done: session !== undefined, name: t('登录', 'Sign in') },
    { done: me?.verified === true, name: t('实名认证', 'Real-name check') },
    { done: health !== undefined, name: t('健康和行程申报', 'Declare health and itinerary') },
    { done: code !== undefined, name: t('领取健康码', 'Get your code') },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return (
    <>
      <p className="lead">
        {t(
          '四步领码,约 3 分钟。领到后没有网络也能出示。',
          'Four steps, about three minutes. After that it works without a network.',
        )}
      </p>
      <ol className="steps">
        {steps.map(({ done, name }, place) => (
          <li key={name} className={done ? 'step done' : place === next ? 'step next' : 'step'}>
            <span className="step-mark" aria-hidden="true">
              {done ? '✓' : place + 1}
            </span>
            <span>{name}</span>
            <span className="sr">{done ? t('已完成', 'done') : ''}</span>
          </li>
        ))}
      </ol>
      {health !== undefined && code === undefined ? (
        <Result />
      ) : (
        <Button onClick={() => void Taro.navigateTo({ url: pageOf(next) })} busy={looking}>
          {session === undefined ? t('开始', 'Start') : t('继续', 'Continue')}
        </Button>
      )}
      {code === undefined && actingFor === undefined && <FromElsewhere verified={me?.verified === true} />}
      {looking && <Waiting>{t('正在读取您的信息', 'Reading what is known')}</Waiting>}
      <TroubleBox task={task} />
    </>
  );
}

/** Who has a green code at home takes the shorter way, and need not know what it is called. */
function FromElsewhere({ verified }: { readonly verified: boolean }) {
  const t = useWords();
  return (
    <Card title={t('从外省来,已有绿码?', 'From another province, with a green code?')}>
      <p>
        {t(
          '实名认证后,可以直接把原来的绿码转换成本省的码。',
          'After the real-name check your green code can be converted into one of this province.',
        )}
      </p>
      {verified && (
        <Button kind="plain" onClick={() => goTo('conversions/index')}>
          {t('转换外省的码', 'Convert a code')}
        </Button>
      )}
    </Card>
  );
}

function pageOf(step: number): string {
  return ['/pages/sign-in/index', '/pages/verify/index', '/pages/declare/index'][step] ?? '/pages/declare/index';
}
