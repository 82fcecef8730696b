"""Evidence becomes Affect: one Kalman filter a dimension. Pure."""
