import '@/vendor/older-phones';
import type { ReactNode } from 'react';
import { vendor } from '@/vendor';
import './app.css';

vendor.start();

export default function App({ children }: { children?: ReactNode }) {
  return children;
}
