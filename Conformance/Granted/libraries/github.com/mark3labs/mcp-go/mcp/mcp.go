package mcp

type CallToolRequest struct{}
