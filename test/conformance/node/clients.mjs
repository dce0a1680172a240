// The vendor's two Node clients, each as one function: a question in, the
// service's answer or its refusal out.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const openapi = require('@alicloud/openapi-client');
const popCore = require('@alicloud/pop-core');

const version = '2019-03-01';

// The client that the vendor's generated SDKs call through. It signs with version
// 3, or with version 1 where signatureAlgorithm is v2.
function openapiClient(signatureAlgorithm) {
  return async (host, key, action, query) => {
    const client = new openapi.default(new openapi.Config({
      accessKeyId: key.id, accessKeySecret: key.secret, securityToken: key.token,
      endpoint: host, protocol: 'HTTP', noProxy: '127.0.0.1', signatureAlgorithm,
    }));
    const params = new openapi.Params({
      action, version, protocol: 'HTTP', pathname: '/', method: 'POST',
      authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json',
    });
    const answer = await client.callApi(params, new openapi.OpenApiRequest({ query }), { autoretry: false });
    return answer.body;
  };
}

// The client before that, which signs with version 1 alone.
async function popCoreClient(host, key, action, query) {
  const client = new popCore.RPCClient({
    accessKeyId: key.id, accessKeySecret: key.secret, securityToken: key.token,
    endpoint: `http://${host}`, apiVersion: version,
  });
  return client.request(action, query, { method: 'POST', formatParams: false });
}

// Each with what the emulator says that it signed.
export const clients = {
  'openapi-client, version 3': { ask: openapiClient(undefined), signed: 'server CanonicalRequest is' },
  'openapi-client, version 1': { ask: openapiClient('v2'), signed: 'server string to sign is' },
  'pop-core, version 1': { ask: popCoreClient, signed: 'server string to sign is' },
};
