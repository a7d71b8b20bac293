import type { WorldAnswers } from './seed-data.ts';

export type SimulatorName = keyof WorldAnswers;

/** Where each simulator's ports lie above the base of the simulators' ports, 14700 in the demo. */
export const catalogue: readonly { name: SimulatorName; port: number; managementPort: number }[] = [
  { name: 'population-registry', port: 1, managementPort: 101 },
  { name: 'itinerary-card', port: 2, managementPort: 102 },
  { name: 'health-commission', port: 3, managementPort: 103 },
  { name: 'nat-laboratory', port: 4, managementPort: 104 },
  { name: 'national-platform', port: 5, managementPort: 105 },
  { name: 'sms-gateway', port: 6, managementPort: 106 },
  { name: 'wechat-platform', port: 7, managementPort: 107 },
  { name: 'alipay-gateway', port: 8, managementPort: 108 },
  { name: 'exit-entry-registry', port: 9, managementPort: 109 },
  { name: 'provincial-app', port: 10, managementPort: 110 },
];
