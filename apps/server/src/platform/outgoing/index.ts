export { createPeerAgent, requirePeerUrl } from './peer-connection.ts';
