import { render } from 'preact';
import { RosterApp } from './app.tsx';
import '../look.css';
import './style.css';

/** Everything beside the sign-in. */
const load = async () => (await import('./organisation.tsx')).OrganisationScreen;

render(<RosterApp load={load} />, document.querySelector('#app')!);
