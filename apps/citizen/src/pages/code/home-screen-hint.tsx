import { keep } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button } from '@/ui/kit';
import { vendor } from '@/vendor';

/** Once, under the code: how it is opened with one tap. Gone for good as soon as she has looked or said no. */
export function HomeScreenHint() {
  const { homeScreenSeen } = useKept();
  const t = useWords();
  if (homeScreenSeen === true || vendor.homeScreen.way() === 'there') return undefined;
  return (
    <div className="notice">
      <p>{t('放到手机桌面,以后点一下就能亮码。', 'On the home screen the code is one tap away.')}</p>
      <div className="hint-ways">
        <Button
          kind="quiet"
          onClick={() => {
            keep({ homeScreenSeen: true });
            goTo('home-screen/index');
          }}
        >
          {t('怎么放', 'How to')}
        </Button>
        <Button kind="quiet" onClick={() => keep({ homeScreenSeen: true })}>
          {t('不用', 'No, thanks')}
        </Button>
      </div>
    </div>
  );
}
