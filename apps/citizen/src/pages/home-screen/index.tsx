import { useEffect, useState } from 'react';
import { useTask } from '@/api/task';
import { keep } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { homeScreenSteps } from '@/ui/home-screen-words';
import { Button, Card, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';
import { vendor } from '@/vendor';

/** The code one tap from the home screen: the platform asks where it can, else the steps are said. */
export default function HomeScreen() {
  const t = useWords();
  const task = useTask();
  const [way, setWay] = useState(vendor.homeScreen.way);
  useEffect(() => vendor.homeScreen.onChange(() => setWay(vendor.homeScreen.way())), []);
  const ask = async () => {
    if (await vendor.homeScreen.ask()) keep({ homeScreenSeen: true });
  };
  return (
    <Page title={t('放到手机桌面', 'Put it on the home screen')}>
      <p className="lead">
        {t('以后点一下就能亮码,没有网络也能打开。', 'From then on the code is one tap away, without a network too.')}
      </p>
      {way === 'there' && <Card>{t('已经在桌面上了。', 'It is there already.')}</Card>}
      {way === 'ask' && (
        <Button busy={task.busy} onClick={() => task.run(ask)}>
          {t('添加到桌面', 'Add it')}
        </Button>
      )}
      {way !== 'ask' && way !== 'there' && (
        <Card title={t('这样做', 'How to')}>
          <ol className="list">
            {homeScreenSteps[way].map((step, place) => (
              <li key={step.zh} className="list-item">
                {`${place + 1}. ${t.say(step)}`}
              </li>
            ))}
          </ol>
          <Button
            onClick={() => {
              keep({ homeScreenSeen: true });
              back();
            }}
          >
            {t('知道了', 'I see')}
          </Button>
        </Card>
      )}
      <TroubleBox task={task} />
    </Page>
  );
}
