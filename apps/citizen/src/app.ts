import '@/vendor/older-phones';
import type { ReactNode } from 'react';
import { resumeSending } from '@/api/sending';
import { sendVisits } from '@/api/visits';
import { vendor } from '@/vendor';
import './app.css';

vendor.start();
resumeSending();
// What goes wrong is said by the page of visits, where it waits on.
sendVisits().catch(() => undefined);

export default function App({ children }: { children?: ReactNode }) {
  return children;
}
