import { render } from 'preact';
import { App, type Elsewhere, type Ready } from './screens/app.tsx';
import './look.css';
import './style.css';

/** Everything beside the first paint. */
async function load(elsewhere: Elsewhere): Promise<Ready> {
  const [{ open }, { OpenedScreens }] = await Promise.all([import('./open.ts'), import('./screens/opened.tsx')]);
  const opened = await open(elsewhere);
  return (settings, change) => <OpenedScreens opened={opened} settings={settings} change={change} />;
}

render(<App load={load} />, document.querySelector('#app')!);

// Where it is missing (an old browser, a page without TLS) the app works with a network only, and says so.
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('sw.js');
