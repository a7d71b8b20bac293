import { useState } from 'react';
import { colourSigns } from '@tongxing/contract';
import { proposeScope, takeCode } from '@/api/scope';
import { useTask } from '@/api/task';
import { CityPart } from '@/forms/city-part';
import { now } from '@/phone/code';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, ColourSign, TroubleBox } from '@/ui/kit';
import { ReasonCard } from '@/ui/reason-card';

/** The colour is there: the code is one tap away, for the city that is proposed or another; then come the reasons. */
export function Result() {
  const { health, province, me, drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const [chosen, setChosen] = useState<string>();
  if (health === undefined || province === undefined) return undefined;
  const proposed = proposeScope(province, drafts.city, me?.residence ?? undefined);
  const scope = chosen ?? proposed.scope;
  return (
    <>
      <ColourSign sign={colourSigns[health.colour]} />
      {province.codeScope === 'city' && (
        <CityPart chosen={scope} by={chosen === undefined ? proposed.by : undefined} onChoose={setChosen} />
      )}
      <Button
        busy={task.busy}
        disabled={scope === undefined}
        onClick={() => {
          if (scope !== undefined) task.run(() => takeCode(scope));
        }}
      >
        {t('领取健康码', 'Get the code')}
      </Button>
      <TroubleBox task={task} />
      <Card title={t('为什么是这个颜色', 'Why this colour')}>
        <p>
          {t(
            '下面写明规则、依据、期限和申诉办法。',
            'The rule, what it rests on, its end and how to contest it are below.',
          )}
        </p>
      </Card>
      <ReasonCard told={health} at={now()} />
    </>
  );
}
