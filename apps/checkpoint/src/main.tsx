import { render } from 'preact';
import { App } from './screens/app.tsx';
import './style.css';

render(<App load={async () => (await import('./open.ts')).open()} />, document.querySelector('#app')!);

// Where it is missing (an old browser, a page without TLS) the app works with a network only, and says so.
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('sw.js');
