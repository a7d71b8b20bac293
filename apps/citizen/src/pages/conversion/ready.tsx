import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { colourSigns } from '@tongxing/contract';
import type { Conversion } from '@/api/conversions';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { needsStrips, now, takeStrips } from '@/phone/code';
import { getKept } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, ColourSign, TroubleBox, Waiting } from '@/ui/kit';

/** It is approved: the code is taken onto this phone, and one tap shows it. */
export function Ready({ conversion: { codeId, colour } }: { readonly conversion: Conversion }) {
  const { code } = useKept();
  const t = useWords();
  const task = useTask();
  useEffect(() => {
    task.run(async () => {
      const before = getKept().code?.codeId;
      await refreshPerson();
      const { code: held, strips } = getKept();
      if (held !== undefined && (held.codeId !== before || needsStrips(strips, now()))) await takeStrips();
    });
  }, [codeId, task.run]);
  const shown = code?.colour ?? colour;
  return (
    <>
      {shown !== null && <ColourSign sign={colourSigns[shown]} />}
      {task.busy ? (
        <Waiting>{t('正在把码存到这部手机', 'Storing the code on this phone')}</Waiting>
      ) : (
        code !== undefined && (
          <Button onClick={() => void Taro.reLaunch({ url: '/pages/code/index' })}>
            {t('出示健康码', 'Show the code')}
          </Button>
        )
      )}
      <TroubleBox task={task} />
    </>
  );
}
