import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { closed } from '../schemas/basics.ts';

const tag = 'log';

export const getLogCheckpoint = defineRoute({
  name: 'getLogCheckpoint',
  method: 'GET',
  path: '/log/checkpoint',
  summary: { zh: '透明日志检查点', en: 'Checkpoint of the log (C2SP tlog-checkpoint)' },
  tag,
  access: 'public',
  status: 200,
  response: { mediaType: 'text/plain; charset=utf-8' },
});

export const getLogTile = defineRoute({
  name: 'getLogTile',
  method: 'GET',
  path: '/log/tile/*',
  summary: { zh: '透明日志的哈希块与条目', en: 'Tiles and entry bundles of the log (C2SP tlog-tiles)' },
  tag,
  access: 'public',
  params: closed({ '*': Type.String({ pattern: '^[0-9a-z/.]+$', maxLength: 100 }) }),
  status: 200,
  response: { mediaType: 'application/octet-stream' },
});
