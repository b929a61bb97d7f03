"""Hải Đăng: a public-service system for a customs administration."""
