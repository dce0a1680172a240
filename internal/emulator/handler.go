package emulator

import (
	"errors"
	"net/http"
)

// ServeHTTP answers one request under any host name, as a test needs that puts the emulator in the
// service's place. Serve is stricter.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.respond(w, r, nil) }

// respond reads a request, lets the faults that are active have their say, carries the action out,
// and writes the answer. A request that is refused beforehand uses up no fault.
func (s *Server) respond(w http.ResponseWriter, r *http.Request, refused error) {
	if refused == nil && s.downloads.serve(w, r, s.now()) {
		return
	}
	c, err := read(w, r)
	c.requestID = s.random.requestID()
	s.count(c.name())
	var plan injected
	if refused != nil {
		err = refused
	} else {
		plan = s.faults.draw(c.name(), s.random.percent)
	}
	now := s.now()
	c.now = now.Add(plan.shift)
	entry := Entry{Time: now, Action: c.name(), Fault: plan.names}
	a, replaced := plan.instead(c)
	if plan.latency > 0 && !s.wait(r.Context().Done(), plan.latency) {
		a, replaced = answer{none: true}, true // the caller has gone, or the server is to end
	}
	if !replaced {
		a, entry.Err = s.carryOut(c, err)
		a = plan.spoil(c, a)
	}
	entry.Account, entry.Code, entry.Status = c.account, a.code, a.status
	// Logged before the answer is sent, so that whoever has the answer can rely on the entry.
	if s.log != nil {
		s.log(entry)
	}
	s.send(w, r, c, a, plan)
}

// carryOut gives the answer to a call, and the emulator's own trouble where the answer is an
// InternalError because of it.
func (s *Server) carryOut(c *call, readErr error) (answer, error) {
	data, err := s.perform(c, readErr)
	if err == nil {
		return answerData(c, data), nil
	}
	if f, ok := errors.AsType[*failure](err); ok {
		return answerError(c, f), nil
	}
	return answerError(c, refuse(codeInternal)), err
}

// perform takes the steps of the gateway and the service, in their order: route, authenticate,
// quota, permissions, parameters, action.
func (s *Server) perform(c *call, readErr error) (any, error) {
	if readErr != nil {
		return nil, readErr
	}
	if err := c.route(); err != nil {
		return nil, err
	}
	k, err := s.authenticate(c)
	if err != nil {
		return nil, err
	}
	c.account, c.key = k.account, k
	// The quota has its own clock, which no fault shifts.
	if err := s.quota.take(k.account, c.action, s.now()); err != nil {
		return nil, err
	}
	if k.refused != "" && c.action != actionWhoAmI { // which needs no policy
		return nil, refuse(k.refused)
	}
	if err := c.do.check(c.params); err != nil {
		return nil, err
	}
	if code := staged(c); code != "" {
		return nil, refuse(code)
	}
	return c.do.handle(s, c)
}

// route refuses a call that leads to no action.
func (c *call) route() error {
	switch {
	case c.method != http.MethodGet && c.method != http.MethodPost:
		return refuse(codeMethod)
	case c.path != "/" && c.path != "":
		return refuse(codeNoAPI)
	case c.action == "":
		return missing("Action")
	case c.version == "":
		return missing("Version")
	case c.version != versionOf(c.action):
		return refuse(codeVersion)
	case c.do == nil:
		return refuse(codeNoAPI)
	}
	return nil
}
