import Taro from '@tarojs/taro';
import { useWords } from '@/store/hooks';

export type NavName = 'code' | 'services' | 'me';

const names = {
  code: { zh: '健康码', en: 'Code' },
  services: { zh: '办事', en: 'Services' },
  me: { zh: '我的', en: 'Me' },
} as const;

/** The three places that are always one tap away. */
export function NavBar({ current }: { readonly current: NavName }) {
  const t = useWords();
  return (
    <nav className="nav" aria-label={t('主要页面', 'Main pages')}>
      {(Object.keys(names) as NavName[]).map((name) => (
        <button
          key={name}
          type="button"
          className={name === current ? 'nav-item on' : 'nav-item'}
          aria-current={name === current ? 'page' : undefined}
          onClick={() => {
            if (name !== current) void Taro.reLaunch({ url: `/pages/${name}/index` });
          }}
        >
          <span className={`nav-icon ${name}`} aria-hidden="true" />
          <span>{t.say(names[name])}</span>
        </button>
      ))}
    </nav>
  );
}
