import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { takeCode } from '@/api/scope';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { CityPart } from '@/forms/city-part';
import { isDivision } from '@/forms/is-division';
import { now } from '@/phone/code';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { dayAndTime, left } from '@/words/times';

/** One tap gives the code another term, for the same city or another. */
export function RenewPart() {
  const { code, province } = useKept();
  const t = useWords();
  const task = useTask();
  // A checkpoint in another city asks for that one.
  const { scope: asked } = useRouter().params;
  const [city, setCity] = useState(isDivision(asked) ? asked : undefined);
  const [renewed, setRenewed] = useState(false);
  if (code === undefined || province === undefined) {
    return (
      <Card title={t('健康码', 'Your code')}>
        <p>{t('这部手机上还没有码。', 'There is no code on this phone yet.')}</p>
        <Button kind="plain" onClick={() => goTo('code/index')}>
          {t('去领取', 'Get one')}
        </Button>
      </Card>
    );
  }
  const scope = city ?? code.scope;
  const term = Date.parse(code.validTo) - now();
  const renew = async () => {
    await takeCode(scope);
    await refreshPerson();
    setRenewed(true);
  };
  return (
    <>
      {province.codeScope === 'city' && code.basis === 'declaration' && (
        <CityPart chosen={scope} by={undefined} onChoose={setCity} />
      )}
      <Card title={t('更新健康码', 'Renew your code')}>
        <p>
          {t(`有效至 ${dayAndTime(t, code.validTo)}`, `Valid until ${dayAndTime(t, code.validTo)}`)}
          {term > 0 ? t(`,${left(t, term)}。`, `, ${left(t, term)}.`) : t(',已到期。', ', it has ended.')}
        </p>
        {code.basis === 'conversion' ? (
          <Button kind="plain" onClick={() => goTo('conversions/index')}>
            {t('更新转入的码', 'Renew the converted code')}
          </Button>
        ) : (
          <Button busy={task.busy} onClick={() => task.run(renew)}>
            {t('情况没有变化,更新', 'Nothing has changed: renew')}
          </Button>
        )}
        {renewed && (
          <p className="notice" role="status">
            {t('已更新。', 'Renewed.')}
          </p>
        )}
        <TroubleBox task={task} />
      </Card>
    </>
  );
}
