import assert from 'node:assert/strict';
import { test } from 'node:test';
import openapi from '@alicloud/openapi-client';

const { Config, OpenApiRequest, Params, default: Client } = openapi;

function call(action, query) {
  const endpoint = new URL(process.env.LINKWANCTL_ENDPOINT);
  const client = new Client(new Config({
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    endpoint: endpoint.host, protocol: 'HTTP',
  }));
  const params = new Params({
    action, version: '2019-03-01', protocol: 'HTTP', pathname: '/', method: 'POST',
    authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json',
  });
  return client.callApi(params, new OpenApiRequest({ query }), {});
}

test('an update is read back', async () => {
  await call('UpdateOwnedLocalJoinPermission', { JoinPermissionId: '123', ClassMode: 'C' });
  const { body } = await call('GetOwnedJoinPermission', { JoinPermissionId: '123' });
  assert.equal(body.Data.ClassMode, 'C');
});

test('a rented permission is refused', async () => {
  await assert.rejects(
    call('UpdateOwnedLocalJoinPermission', { JoinPermissionId: '124', ClassMode: 'A' }),
    (error) => error.code === 'JoinPermissionAlreadyAuthorized',
  );
});
