package api

import (
	"maps"
	"strconv"

	"linkwanctl/internal/joinperm"
)

func ofPermission(id, instanceID string) map[string]string {
	return inInstance(map[string]string{joinperm.ID().Param: id}, instanceID)
}

func page(filter map[string]string, instanceID string, offset, limit int) map[string]string {
	params := inInstance(copied(filter), instanceID)
	params["Offset"], params["Limit"] = strconv.Itoa(offset), strconv.Itoa(limit)
	return params
}

func inInstance(params map[string]string, instanceID string) map[string]string {
	if instanceID != "" {
		params[joinperm.InstanceID().Param] = instanceID
	}
	return params
}

func copied(filter map[string]string) map[string]string {
	params := map[string]string{}
	maps.Copy(params, filter)
	return params
}
