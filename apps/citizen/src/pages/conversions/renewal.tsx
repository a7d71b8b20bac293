import Taro from '@tarojs/taro';
import { routes } from '@tongxing/contract';
import { broughtConsent, goToAgree } from '@/api/consent';
import { needsConsent, type Conversion } from '@/api/conversions';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { confirmed, usePledge } from '@/forms/pledge-card';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { AwaitedConsent } from '@/ui/awaited-consent';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

/** One tap prolongs a converted code: her word that nothing has changed; her province is asked again. */
export function Renewal({ conversion: { conversionId, originDivision } }: { readonly conversion: Conversion }) {
  const { code, drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  if (code?.basis !== 'conversion') return undefined;
  const consent = broughtConsent(drafts.consent, originDivision, conversionId);
  const renew = async () => {
    if (pledge.text === undefined) return;
    try {
      const renewed = await node().call(routes.renewConversion, {
        params: { conversionId },
        body: { pledge: confirmed(pledge.text), ...(consent === undefined ? {} : { consent }) },
      });
      if (consent !== undefined) keepDraft({ consent: undefined });
      await Taro.navigateTo({ url: `/pages/conversion/index?id=${renewed.conversionId}` });
    } catch (error) {
      if (!needsConsent(error)) throw error;
      await goToAgree(originDivision, { conversionId, to: 'renew' });
    }
  };
  return (
    <Card title={t('更新转入的码', 'Renew the converted code')}>
      <p>{t(`有效至 ${dayAndTime(t, code.validTo)}。`, `Valid until ${dayAndTime(t, code.validTo)}.`)}</p>
      {consent !== undefined && (
        <p className="notice">
          {t('已在原省份授权,请点下面的按钮完成更新。', 'You have agreed in your province; tap below to renew.')}
        </p>
      )}
      {pledge.text !== undefined && <p className="quote">{t.say(pledge.text)}</p>}
      <Button disabled={pledge.text === undefined} busy={task.busy} onClick={() => task.run(renew)}>
        {t('我承诺属实,没有变化,更新', 'It is true and unchanged: renew')}
      </Button>
      <AwaitedConsent originDivision={originDivision} subject={conversionId} />
      <TroubleBox task={task} />
      <TroubleBox task={pledge.task} />
    </Card>
  );
}
