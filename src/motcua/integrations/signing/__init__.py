"""Where keys lie: in a file, on a token, at a signing service, on the leader's own machine."""
