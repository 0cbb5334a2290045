// oidc-provider, the certified implementation for Node: node certified.mjs PORT REDIRECT_URI, in the folder that has it.
import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.cwd()}/`);
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));
const [port, redirect] = process.argv.slice(2);
const jwk = (kind, options) => generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' });
const told = {
  name: 'Ada',
  email: 'ada@example.com',
  tid: '11111111-2222-4333-8444-555555555555',
  wids: ['62e90394-69f5-4237-9190-012177145e10'],
};

new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'directbill-client',
    client_secret: 'a secret: with odd/letters',
    redirect_uris: [redirect],
    id_token_signed_response_alg: 'ES256',
    require_auth_time: true,
  }],
  jwks: { keys: [jwk('ec', { namedCurve: 'P-256' }), jwk('rsa', { modulusLength: 2048 })] },
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  claims: { openid: ['sub', 'wids', 'tid'], email: ['email'], profile: ['name'] },
  findAccount: async (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...told }) }),
  features: { devInteractions: { enabled: true } },
}).listen(Number(port));
