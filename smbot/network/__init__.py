"""Runs the small networks that come with smbot, by onnxruntime in eight bits (extra ``semantic``): files, windows."""
