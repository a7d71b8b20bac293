import { routes, type AnswerOf } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, TroubleBox } from '@/ui/kit';
import type { Speaker } from '@/words/language';
import { dayAndTime, toInstant } from '@/words/times';
import { lastCity, withCard, type EnteredStay } from './check-stays';

type OwnCard = AnswerOf<typeof routes.askItineraryCard>;

interface CardPartProps {
  readonly stays: readonly EnteredStay[];
  readonly onChange: (stays: readonly EnteredStay[]) => void;
}

/** One tap asks the carriers where her phone was, and begins the itinerary with it: she checks it instead of typing it. */
export function CardPart({ stays, onChange }: CardPartProps) {
  const { me } = useKept();
  const t = useWords();
  const task = useTask();
  const [card, setCard] = useState<OwnCard>();
  const fillIn = async () => {
    const answer = await node().call(routes.askItineraryCard, { body: { agreed: true } });
    setCard(answer);
    if (answer.stays.length === 0) return;
    const city = lastCity(answer.stays);
    if (city !== undefined) keepDraft({ city });
    onChange(withCard(stays, answer, { residence: me?.residence ?? undefined, now: toInstant(Date.now()) }));
  };
  if (me?.verified !== true) return undefined;
  return (
    <Card title={t('通信行程卡', 'Itinerary card')}>
      {card === undefined ? (
        <p>
          {t(
            '可以向运营商查询您的手机号近 14 天到过的城市,直接填好。只用于填写这份申报,不保存,不定位。',
            'Your carrier can be asked in which cities your phone was in the last 14 days. It only fills in this form: it is not kept, and your position is not used.',
          )}
        </p>
      ) : (
        <p role="status">{cardWords(t, card)}</p>
      )}
      <Button kind="plain" busy={task.busy} onClick={() => task.run(fillIn)}>
        {card === undefined ? t('查询行程卡并填写', 'Ask and fill in') : t('再查一次', 'Ask again')}
      </Button>
      <TroubleBox task={task} />
    </Card>
  );
}

function cardWords(t: Speaker, { state, asOf, stays }: OwnCard): string {
  const until = asOf === null ? '' : dayAndTime(t, asOf);
  if (state === 'silent')
    return t(
      '运营商暂时没有答复,不知道行程卡上有什么。请自己填写,不影响申报。',
      'The carriers do not answer, so it is not known what the card says. Please fill it in yourself; nothing depends on it.',
    );
  if (state === 'none' || stays.length === 0)
    return t(
      '运营商没有这个手机号的行程记录。请自己填写。',
      'The carriers have no record of this number. Please fill it in yourself.',
    );
  if (state === 'earlier')
    return t(
      `运营商暂时没有答复。已按上一次的记录填写,只到 ${until},之后的请补上。`,
      `The carriers do not answer now. This is what they said before, until ${until}; please add what came after.`,
    );
  return t(
    `已按行程卡填写 ${stays.length} 段,截至 ${until}。请核对,可以修改和删除。`,
    `Filled in from the card: ${stays.length}, until ${until}. Please check; you can change and remove.`,
  );
}
