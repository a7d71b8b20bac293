export { createPeerAgent, requirePeerUrl } from './peer-connection.ts';
export { createPatience, isPassing, type Patience } from './patience.ts';
