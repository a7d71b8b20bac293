import '@/vendor/older-phones';
import type { ReactNode } from 'react';
import { resumeSending } from '@/api/sending';
import { vendor } from '@/vendor';
import './app.css';

vendor.start();
resumeSending();

export default function App({ children }: { children?: ReactNode }) {
  return children;
}
