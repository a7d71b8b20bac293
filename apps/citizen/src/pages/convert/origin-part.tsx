import { useEffect, useState } from 'react';
import { peers, type Peer } from '@/api/peers';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Card, Choice, TroubleBox, Waiting } from '@/ui/kit';

interface OriginPartProps {
  readonly chosen: string | undefined;
  readonly onChoose: (division: string) => void;
}

/** Where the code is from: the provinces that this one can ask. */
export function OriginPart({ chosen, onChoose }: OriginPartProps) {
  const t = useWords();
  const task = useTask();
  const [list, setList] = useState<readonly Peer[]>();
  useEffect(() => task.run(async () => setList(await peers())), [task.run]);
  return (
    <Card title={t('您现在的绿码是哪个省的', 'Which province is your green code of')}>
      {list === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      {list?.map(({ division, name }) => (
        <Choice
          key={division}
          kind="radio"
          name={t.say(name)}
          on={division === chosen}
          onChange={() => onChoose(division)}
        />
      ))}
      {list?.length === 0 && (
        <p>
          {t('现在没有可以互认的省份。请稍后再看。', 'No province can be asked at present. Please look again later.')}
        </p>
      )}
      <p className="fine">
        {t(
          '没有列出的省份暂时不能在线核对,可以直接申报,领取本省的码。',
          'Those not listed cannot be asked online yet; you can declare here and get a code of this province.',
        )}
      </p>
      <TroubleBox task={task} />
    </Card>
  );
}
