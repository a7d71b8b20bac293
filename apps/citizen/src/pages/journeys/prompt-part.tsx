import { routes } from '@tongxing/contract';
import { useState } from 'react';
import { useIntent } from '@/api/intent';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { peers } from '@/api/peers';
import { proposeScope } from '@/api/scope';
import { useTask } from '@/api/task';
import { CityPart } from '@/forms/city-part';
import { now } from '@/phone/code';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, Choice, TroubleBox } from '@/ui/kit';

const dayChoices = [30, 180] as const;

async function readPrompt() {
  const [{ consents }, origins] = await Promise.all([node().call(routes.listStandingConsents, {}), peers()]);
  return {
    stands: consents.some(({ revokedAt, endsAt }) => revokedAt === null && Date.parse(endsAt) > now()),
    origins,
  };
}

/** To be prompted on arrival: said for what and how long, and withdrawn where all consents are. */
export function PromptPart() {
  const { province } = useKept();
  const t = useWords();
  const task = useTask();
  const intent = useIntent();
  const { value, again } = useLoaded(readPrompt);
  const [origin, setOrigin] = useState<string>();
  const [days, setDays] = useState<number>(dayChoices[0]);
  const [city, setCity] = useState<string>();
  if (value === undefined || province === undefined || value.origins.length === 0) return undefined;
  if (value.stands) {
    return (
      <Card title={t('到达时提醒转码', 'Prompted on arrival')}>
        <p>
          {t('已开启。到达本省时会为您备好转码申请。', 'On: when you arrive, an application stands ready for you.')}
        </p>
        <Button kind="plain" onClick={() => goTo('consents/index')}>
          {t('查看或撤回', 'See or withdraw')}
        </Button>
      </Card>
    );
  }
  const scope = city ?? proposeScope(province, undefined, undefined).scope;
  const grant = async () => {
    if (origin === undefined || scope === undefined) return;
    const body = { originDivision: origin, scope, purpose: 'automatic-conversion' as const, days };
    await node().call(routes.grantStandingConsent, { body, idempotencyKey: await intent(body) });
    again();
  };
  return (
    <>
      <Card title={t('到达时提醒转码', 'Be prompted on arrival')}>
        <p>
          {t(
            '同意后,运营商看到您的手机进入本省时会告诉我们,系统为您备好转码申请并提醒您;不同意则什么都不看。',
            'If you agree, the carriers tell us when your phone comes into this province, and an application is made ready for you. Otherwise nothing is looked at.',
          )}
        </p>
        {value.origins.map(({ division, name }) => (
          <Choice
            key={division}
            kind="radio"
            name={t(`我的码是${name.zh}的`, `My code is of ${name.en}`)}
            on={origin === division}
            onChange={() => setOrigin(division)}
          />
        ))}
        {origin !== undefined &&
          dayChoices.map((choice) => (
            <Choice
              key={choice}
              kind="radio"
              name={t(`${choice} 天内`, `For ${choice} days`)}
              on={days === choice}
              onChange={() => setDays(choice)}
            />
          ))}
      </Card>
      {origin !== undefined && province.codeScope === 'city' && (
        <CityPart chosen={scope} by={undefined} onChoose={setCity} />
      )}
      {origin !== undefined && (
        <Button kind="plain" disabled={scope === undefined} busy={task.busy} onClick={() => task.run(grant)}>
          {t('同意到达时提醒我', 'Agree to be prompted')}
        </Button>
      )}
      <TroubleBox task={task} />
    </>
  );
}
