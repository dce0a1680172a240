// What is asked of the emulator through the vendor's Node clients: that it takes
// their signatures, whatever has to be escaped, and that they read its answers and
// its refusals.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { clients } from './clients.mjs';
import { startEmulator } from './emulator.mjs';

const owner = { id: 'sandbox-key-id', secret: 'sandbox-key-secret' };
const sts = { id: 'sandbox-sts-id', secret: 'sandbox-sts-secret', token: 'sandbox-security-token' };
const awkward = [" ", "+", "*", "~", "'", "(", ")", "!", "%", "&", "=", "/", "?", "#", '"', "凭", "😀"];

for (const [name, { ask, signed }] of Object.entries(clients)) {
  describe(name, () => {
    let emulator;
    before(async () => { emulator = await startEmulator('--qps', '0'); });
    after(() => emulator.stop());

    // The clients' errors bear the code; only what they are made of differs.
    const refusal = async (key, action, query) => {
      try {
        await ask(emulator.host, key, action, query);
      } catch (error) {
        return error;
      }
      return assert.fail(`${action} was not refused`);
    };

    for (const [kind, key] of Object.entries({ owner, sts })) {
      test(`an update is read back, with the ${kind}'s key`, async () => {
        const done = await ask(emulator.host, key, 'UpdateOwnedLocalJoinPermission', {
          JoinPermissionId: '123', JoinPermissionName: `冷链凭证_${kind}`, ClassMode: 'C', RxDelay: '15',
        });
        assert.equal(done.Success, true);
        const { Data } = await ask(emulator.host, key, 'GetOwnedJoinPermission', { JoinPermissionId: '123' });
        assert.equal(Data.JoinPermissionName, `冷链凭证_${kind}`);
        assert.equal(Data.ClassMode, 'C');
        assert.equal(Data.RxDelay, 15);
      });
    }

    test('a list is read', async () => {
      const { Data } = await ask(emulator.host, owner, 'ListOwnedJoinPermissions', { Offset: '0', Limit: '200', FuzzyJoinPermissionName: 'parking' });
      assert.equal(Data.TotalCount, 1);
      assert.deepEqual(Data.List.map((p) => p.JoinPermissionId), ['124']);
    });

    test('every character keeps the signature whole', async () => {
      for (const text of awkward) {
        const error = await refusal(sts, 'GetOwnedJoinPermission', { JoinPermissionId: `123${text}` });
        assert.equal(error.code, 'NonExistent', `123${text}: ${error.message}`);
      }
    });

    test('a wrong secret is refused, with what was signed', async () => {
      const error = await refusal({ ...owner, secret: 'sandbox-wrong-secret' }, 'GetOwnedJoinPermission', { JoinPermissionId: '123' });
      assert.equal(error.code, 'SignatureDoesNotMatch');
      assert.match(error.message, new RegExp(signed));
    });

    test("the service's refusals arrive as the client's errors", async () => {
      for (const [id, code] of Object.entries({ 124: 'JoinPermissionAlreadyAuthorized', 200: 'NotResourceOwner', 903: 'InternalError' })) {
        assert.equal((await refusal(owner, 'UpdateOwnedLocalJoinPermission', { JoinPermissionId: id, ClassMode: 'A' })).code, code);
      }
    });
  });
}
